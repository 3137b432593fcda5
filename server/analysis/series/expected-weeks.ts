import { countDistribution, countQuantile } from '#data/stats/count-distribution.ts';
import { isInsufficient, insufficient, type Insufficient } from '#data/stats/insufficient.ts';
import { stl, usualStl, type Stl } from '#data/stats/series/stl.ts';

/** What a week was to hold, from the weeks before it. */
export type Expected = { expected: number; sd: number; low: number; high: number };

export const WEEKS_OF_YEAR = 52;
/** A season must have come twice. */
export const FEWEST_WEEKS = 2 * WEEKS_OF_YEAR;
/** So many weeks are foretold from one place, then the weeks since are learnt from. */
const QUARTER = 13;
/** No week is expected to hold less than this share of the quarter before it. */
const LEAST_OF_LEVEL = 0.25;

/**
 * The weeks of the last year, each foretold from what lay before its quarter and never from itself: the level of the
 * trend at the end of what was known (STL), and the season of the year before; the same one every year, as two to five
 * years say no more. By the index of the week; or how many weeks are missing.
 */
export function expectedWeeks(counts: readonly number[]): Map<number, Expected> | Insufficient {
  const n = counts.length;
  if (n <= FEWEST_WEEKS) return insufficient('history', FEWEST_WEEKS + 1, n);
  const expected = new Map<number, Expected>();
  for (let origin = Math.max(FEWEST_WEEKS, n - WEEKS_OF_YEAR); origin < n; origin += QUARTER) {
    const known = divideWeeks(counts.slice(0, origin));
    if (isInsufficient(known)) continue;
    const spread = spreadOf(counts, known);
    const cycles = Math.floor(origin / WEEKS_OF_YEAR);
    const lately = counts.slice(origin - QUARTER, origin).reduce((sum, count) => sum + count, 0) / QUARTER;
    // Of a series that has fallen, the season of its high years would take away more than there is.
    const least = lately * LEAST_OF_LEVEL;
    for (let week = origin; week < Math.min(n, origin + QUARTER); week++) {
      const mean = Math.max(least, known.trend.at(-1)! + known.season[week - WEEKS_OF_YEAR]!);
      // The season is a mean of so many years, and what follows a level strays from it.
      const variance = spread * mean * (1 + 1 / cycles) * (1 + 1 / QUARTER);
      const law = countDistribution(mean, variance);
      expected.set(week, {
        expected: mean,
        sd: Math.sqrt(Math.max(1, variance)),
        low: countQuantile(law, 0.025),
        high: countQuantile(law, 0.975),
      });
    }
  }
  return expected;
}

/** Weeks by STL with one season for all years. */
export function divideWeeks(counts: readonly number[]): Stl | Insufficient {
  const usual = usualStl(WEEKS_OF_YEAR);
  const periodic = { length: 10 * counts.length + 1, degree: 0, jump: Math.max(1, counts.length) } as const;
  return stl(counts, { ...usual, seasonal: periodic });
}

/** Remainder over what was fitted: a mean for every week of the year, and a trend of a handful of bends. */
function spreadOf(counts: readonly number[], { trend, season, remainder }: Stl): number {
  const fitted = WEEKS_OF_YEAR + Math.ceil(counts.length / WEEKS_OF_YEAR) * 2;
  const used = remainder.flatMap((each, i) => {
    const mean = trend[i]! + season[i]!;
    return mean > 0.5 ? [each ** 2 / mean] : [];
  });
  const freedom = used.length - fitted;
  return freedom > 0 ? Math.max(1, used.reduce((sum, each) => sum + each, 0) / freedom) : 1;
}
