import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '#data/kit/random.ts';
import { isInsufficient } from '#data/stats/insufficient.ts';
import { cChart } from '#data/stats/series/c-chart.ts';
import { changePoints } from '#data/stats/series/change-points.ts';
import { cusum } from '#data/stats/series/cusum.ts';
import { ewma } from '#data/stats/series/ewma.ts';

/** The example of NIST's e-Handbook of Statistical Methods, 6.3.2.4. */
const nist = [
  52.0, 47.0, 53.0, 49.3, 50.1, 47.0, 51.0, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6,
  52.1,
];

function said<T extends object>(answer: T): Exclude<T, { insufficient: unknown }> {
  if (isInsufficient(answer)) throw new Error('it was to be said');
  return answer as Exclude<T, { insufficient: unknown }>;
}

test('EWMA is that of the handbook', () => {
  const { values, low, high } = said(ewma(nist, { mean: 50, sd: 2.0539 }));
  expect(high).toBeCloseTo(52.5884, 3);
  expect(low).toBeCloseTo(47.4116, 3);
  // The handbook rounds each value before it goes on.
  const published = [
    50.6, 49.52, 50.56, 50.18, 50.16, 49.21, 49.75, 49.85, 50.26, 50.33, 50.11, 49.36, 49.52, 50.05, 49.38, 49.92,
    50.73, 51.23, 51.94, 51.99,
  ];
  values.forEach((value, i) => expect(Math.abs(value - published[i]!), `point ${i}`).toBeLessThan(0.0051));
  expect(ewma([1, 2, 3], { mean: 2, sd: 1 })).toEqual({ insufficient: 'points', needs: 8, has: 3 });
});

test('cumulative sums find a shift of one deviation that no point shows, and since when', () => {
  const shifted = [
    ...Array.from({ length: 10 }, (_, i) => (i % 2 ? 0.5 : -0.5)),
    ...Array.from({ length: 12 }, () => 1.2),
  ];
  const { signals } = said(cusum(shifted, { mean: 0, sd: 1 }));
  expect(signals[0]).toMatchObject({ side: 'up', since: 10 });
  expect(said(cusum(shifted.slice(0, 10), { mean: 0, sd: 1 })).signals).toEqual([]);
  expect(
    said(
      cusum(
        shifted.map((x) => -x),
        { mean: 0, sd: 1 },
      ),
    ).signals[0],
  ).toMatchObject({ side: 'down' });
  expect(cusum(Array<number>(8).fill(3), { mean: 3, sd: 0 })).toMatchObject({ insufficient: 'variation' });
});

test('a chart of counts names the points outside three deviations', () => {
  expect(said(cChart([4, 5, 3, 4, 4, 5, 20, 3]))).toMatchObject({ mean: 6, outside: [6] });
  expect(said(cChart([0, 0, 0, 0, 0, 0, 0, 0]))).toEqual({ mean: 0, low: 0, high: 0, outside: [] });
  expect(cChart([1, 2, 3])).toEqual({ insufficient: 'points', needs: 8, has: 3 });
});

describe('change points', () => {
  test('a level that doubles is found where it does, between the bounds that are said', () => {
    const found = said(changePoints([9, 11, 10, 8, 12, 10, 9, 11, 22, 19, 21, 18, 20, 23, 19, 21]));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ at: 8, before: 10, after: 20.375 });
    expect(found[0]!.low).toBeLessThanOrEqual(8);
    expect(found[0]!.high).toBeGreaterThanOrEqual(8);
  });

  test('counts of one level have none, nineteen times in twenty', () => {
    const random = seededRandom('one level');
    const draw = (mean: number) => {
      let count = 0;
      for (let left = random(); left > Math.exp(-mean); left *= random()) count++;
      return count;
    };
    const wrong = Array.from({ length: 100 }, () => said(changePoints(Array.from({ length: 60 }, () => draw(12)))));
    expect(wrong.filter(({ length }) => length > 0).length).toBeLessThanOrEqual(5);
  });

  test('what varies more than chance needs more to be called a change', () => {
    const wild = [2, 30, 5, 28, 3, 31, 6, 29, 40, 12, 38, 14, 41, 11, 39, 13];
    expect(said(changePoints(wild, 12))).toEqual([]);
    expect(changePoints([1, 2, 3])).toMatchObject({ insufficient: 'points' });
    expect(() => changePoints(wild, 0.5)).toThrow(RangeError);
  });

  test('bounds hold their place, for any counts', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 8, maxLength: 40 }), (counts) => {
        for (const { at, low, high } of said(changePoints(counts))) {
          expect(low).toBeLessThanOrEqual(at);
          expect(high).toBeGreaterThanOrEqual(at);
          expect(at).toBeGreaterThanOrEqual(4);
          expect(at).toBeLessThanOrEqual(counts.length - 4);
        }
      }),
      { numRuns: 60 },
    );
  });
});
