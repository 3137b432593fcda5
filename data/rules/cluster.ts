import type { AreaId } from '../contract/ids.ts';
import { countDistribution } from '../stats/count-distribution.ts';

/**
 * More incidents of one category group in one community within `hours` than chance explains.
 * `falseAlarms`: the chance that a look over the whole city finds any where there is none.
 */
export const clusterRule = { hours: 6, days: 56, fewestDays: 14, fewest: 4, falseAlarms: 0.001 } as const;

/** Incidents of a group in a community: in the last hours, and in the same hours of the days before. */
export type GroupCount = { area: AreaId; group: string; observed: number; earlier: number };

export type Cluster = {
  area: AreaId;
  group: string;
  observed: number;
  /** Mean count of these hours, as busy as the rest of the city is now. */
  expected: number;
  /** Chance of so many or more. */
  p: number;
};

/**
 * The clusters among `counts`, which name every pair that was counted at all.
 *
 * The rate of a pair is unknown, so what it may turn out to be is weighed by its own history and,
 * as one day's worth of evidence, the mean of the group over all communities (a gamma prior, so that
 * the count to come is negative binomial). On a day when the whole city is busy (a storm, a festival)
 * it is raised by as much as the other communities are. The level is shared out over all pairs of
 * community and group (Bonferroni).
 */
export function clusters(
  counts: readonly GroupCount[],
  { communities, groups, days }: { communities: number; groups: number; days: number },
): Cluster[] {
  if (days < clusterRule.fewestDays) return [];
  const level = clusterRule.falseAlarms / Math.max(1, communities * groups);
  const totals = new Map<string, { observed: number; earlier: number }>();
  for (const { group, observed, earlier } of counts) {
    const total = totals.get(group) ?? { observed: 0, earlier: 0 };
    totals.set(group, { observed: total.observed + observed, earlier: total.earlier + earlier });
  }
  const found: Cluster[] = [];
  for (const { area, group, observed, earlier } of counts) {
    if (observed < clusterRule.fewest) continue;
    const total = totals.get(group)!;
    const usual = total.earlier / days / communities;
    const shape = earlier + usual;
    const rest = (total.earlier - earlier) / days;
    const busier = rest > 0 ? Math.max(1, (total.observed - observed) / rest) : 1;
    const expected = (shape / (days + 1)) * busier;
    const p = chanceOf(observed, expected, expected * (1 + busier / (days + 1)));
    if (p <= level) found.push({ area, group, observed, expected, p });
  }
  return found.sort((a, b) => a.p - b.p || (a.area < b.area ? -1 : 1));
}

/** Of so many or more. Where nothing of the kind was ever seen anywhere, any number is a surprise. */
function chanceOf(observed: number, mean: number, variance: number): number {
  return mean === 0 ? 0 : 1 - countDistribution(mean, variance).atMost(observed - 1);
}
