import { expect, test } from 'vitest';
import type { AreaId } from '#data/contract/ids.ts';
import { seededRandom } from '#data/kit/random.ts';
import { clusterRule, clusters, type GroupCount } from '#data/rules/cluster.ts';

const [communities, groups, days] = [235, 7, clusterRule.days];
const random = seededRandom('clusters');

/** Knuth's: exact for the small means of one community in a few hours. */
function poissonDraw(mean: number): number {
  let product = random();
  let count = 0;
  for (; product > Math.exp(-mean); count++) product *= random();
  return count;
}

/** A city of quiet and busy communities, as busy today as `today` says. */
function city(today = 1): GroupCount[] {
  return Array.from({ length: communities * groups }, (_, i) => {
    const mean = 0.02 + ((i * 37) % 100) ** 2 / 8000;
    const earlier = Array.from({ length: days }, () => poissonDraw(mean)).reduce((sum, n) => sum + n, 0);
    return {
      area: `c${i % communities}` as AreaId,
      group: `g${i % groups}`,
      observed: poissonDraw(mean * today),
      earlier,
    };
  });
}
const of = { communities, groups, days };

test('chance alone makes hardly ever a cluster, however often the city is looked at, on busy days too', () => {
  const looks = Array.from({ length: 60 }, (_, i) => clusters(city(i % 3 === 0 ? 3 : 1), of).length);
  const found = looks.reduce((sum, n) => sum + n, 0);
  console.info(`${found} clusters by chance in ${looks.length} looks over ${communities * groups} pairs`);
  // To be expected are 0.06; three or more have a chance of 4 in 100,000.
  expect(found).toBeLessThanOrEqual(2);
});

test('a true cluster is found, alone and with the place that it is in', () => {
  const counts = city();
  const quiet = counts.findIndex(({ earlier }) => earlier <= 3);
  counts[quiet] = { ...counts[quiet]!, observed: 7 };
  const found = clusters(counts, of);
  expect(found.map(({ area, group }) => [area, group])).toEqual([[counts[quiet]!.area, counts[quiet]!.group]]);
  expect(found[0]!.p).toBeLessThan(1e-6);
  expect(found[0]!.expected).toBeLessThan(0.2);
});

test('fewer than four are never a cluster, and nothing is said of a city that is known for days only', () => {
  const alone = (observed: number): GroupCount[] => [{ area: 'c1' as AreaId, group: 'g', observed, earlier: 0 }];
  expect(clusters(alone(3), of)).toEqual([]);
  expect(clusters(alone(4), of)).toHaveLength(1);
  expect(clusters(alone(40), { ...of, days: 13 })).toEqual([]);
});
