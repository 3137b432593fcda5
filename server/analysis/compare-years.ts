import type { MonthSeries } from '#data/contract/trend.ts';
import { dispersion } from '#data/stats/dispersion.ts';
import { compareRates, type Rate } from '#data/stats/two-rates.ts';
import { verdictOf } from './verdict.ts';

/** A month and the same month one year before. */
type Pair = { now: Rate; before: Rate };

/** Twelve months against the twelve before. `known`: counting had begun by the first of them. */
export function compareYears(pairs: readonly Pair[], known: boolean): MonthSeries['change'] {
  const now = total(pairs.map((pair) => pair.now));
  const before = total(pairs.map((pair) => pair.before));
  const counts = { now: now.count, before: before.count };
  if (!known) return { ...counts, ratio: null, low: null, high: null, p: 1, verdict: 'too-few' };

  const { ratio, low, high, p } = compareRates(now, before);
  const spread = spreadOfShares(pairs, now.count / Math.max(1, now.count + before.count));
  // Counts that vary so many times more than chance carry that many times less evidence.
  const thinned = (rate: Rate) => ({ ...rate, count: Math.round(rate.count / spread) });
  const careful = Math.max(p, compareRates(thinned(now), thinned(before)).p);
  const likeNow = before.count * (now.exposure / before.exposure);
  return {
    ...counts,
    ratio,
    low,
    high: Number.isFinite(high) ? high : null,
    p,
    dispersion: spread,
    verdict: verdictOf(careful, now.count, likeNow),
  };
}

function total(rates: readonly Rate[]): Rate {
  return rates.reduce((sum, rate) => ({ count: sum.count + rate.count, exposure: sum.exposure + rate.exposure }));
}

/** How much more the months' shares of both years vary around the whole than chance makes them. */
function spreadOfShares(pairs: readonly Pair[], share: number): number {
  const sides = pairs.flatMap(({ now, before }) => {
    const both = now.count + before.count;
    return [
      { count: now.count, expected: both * share },
      { count: before.count, expected: both * (1 - share) },
    ];
  });
  // Fitted: each month's total, and the share.
  return dispersion(sides, pairs.length + 1);
}
