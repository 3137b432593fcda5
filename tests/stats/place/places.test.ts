import { describe, expect, test } from 'vitest';
import { seededRandom } from '#data/kit/random.ts';
import { isInsufficient } from '#data/stats/insufficient.ts';
import { accuracyIndex } from '#data/stats/place/accuracy-index.ts';
import { gi, giStar, neighboursWithin } from '#data/stats/place/getis-ord.ts';
import { kernelDensity } from '#data/stats/place/kernel-density.ts';
import { nearRepeat, type PlacedEvent } from '#data/stats/place/near-repeat.ts';

// The six points of the documentation of PySAL's esda.
const points = [
  [10, 10],
  [20, 10],
  [40, 10],
  [15, 20],
  [30, 20],
  [30, 30],
] as const;
const values = [2, 3, 3.2, 5, 8, 7];

describe('Getis and Ord', () => {
  test('Gi* and Gi of the six points', () => {
    const near = neighboursWithin(points, 15);
    const starred = giStar(values, near) as number[];
    [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331].forEach((z, i) =>
      expect(starred[i]).toBeCloseTo(z, 8),
    );
    const plain = gi(values, near) as number[];
    [-1.0136729, -0.04361589, 1.31558703, -0.31412676, 1.15373986, 1.77833941].forEach((z, i) =>
      expect(plain[i]).toBeCloseTo(z, 7),
    );
  });
  test('places that all hold the same have no hot spot, and a place alone no neighbour to say so', () => {
    expect(giStar([4, 4, 4, 4], [[], [], [], []])).toMatchObject({ insufficient: 'variation' });
    expect(gi(values, [[], [], [], [], [], []])).toEqual([0, 0, 0, 0, 0, 0]);
    expect(giStar([1, 2], [[1], [0]])).toMatchObject({ insufficient: 'places' });
    expect(
      giStar(
        [1, 2, 4],
        [
          [1, 2],
          [0, 2],
          [0, 1],
        ],
      ),
    ).toEqual([0, 0, 0]);
  });
});

test('the quartic kernel holds every event, and nothing beyond its bandwidth', () => {
  const density = kernelDensity(
    [
      [0, 0],
      [0, 0],
      [30, 0],
    ],
    10,
  );
  let sum = 0;
  for (let x = -15; x < 45; x += 0.5) for (let y = -15; y < 15; y += 0.5) sum += density(x + 0.25, y + 0.25) * 0.25;
  expect(sum).toBeCloseTo(3, 3);
  expect(density(15, 0)).toBe(0);
  expect(density(0, 0)).toBeCloseTo((2 * 3) / (Math.PI * 100), 12);
  expect(() => kernelDensity([], 0)).toThrow(RangeError);
});

describe('near repeats', () => {
  const options = () => ({ metres: 200, days: 14, permutations: 199, random: seededRandom('knox') });
  const scattered = seededRandom('scattered');
  const anywhere = (): PlacedEvent => ({ x: scattered() * 9000, y: scattered() * 9000, day: scattered() * 365 });
  const alone = Array.from({ length: 150 }, anywhere);

  test('events each followed by one near by and soon are found', () => {
    const pairs = alone.slice(0, 75).flatMap((one) => [one, { x: one.x + 50, y: one.y, day: one.day + 3 }]);
    const found = nearRepeat(pairs, options());
    if (isInsufficient(found)) throw new Error('it was to be said');
    expect(found.pairs).toBeGreaterThanOrEqual(75);
    expect(found.ratio).toBeGreaterThan(4);
    expect(found.p).toBe(1 / 200);
    expect(nearRepeat(pairs, options())).toEqual(found);
  });
  test('events anywhere at any time are none', () => {
    expect((nearRepeat(alone, options()) as { p: number }).p).toBeGreaterThan(0.05);
    expect(nearRepeat(alone.slice(0, 4), options())).toMatchObject({ insufficient: 'events' });
    const far = [0, 1, 2, 3, 4].map((i) => ({ x: i * 1000, y: 0, day: i }));
    expect(nearRepeat(far, options())).toMatchObject({ pairs: 0, ratio: null, p: 1 });
  });
});

test('a tenth of the area with half of the events foretells five times better than chance', () => {
  expect(accuracyIndex(50, 100, 1, 10)).toEqual({ index: 5, hitRate: 0.5, areaShare: 0.1 });
  expect(accuracyIndex(0, 0, 1, 10)).toMatchObject({ insufficient: 'events' });
  expect(() => accuracyIndex(5, 3, 1, 10)).toThrow(RangeError);
});
