import { logGamma } from '../log-gamma.ts';
import type { Rate } from '../two-rates.ts';
import { positive, wholeCounts } from './whole.ts';

/** Standard deviations around a mean beyond which no count adds anything to a double. */
const REACH = 9;
/** Statistics that close are the same one, computed in another order. */
const TIE = 1 - 1e-9;

/**
 * Two-sided p of "equal rates" of two Poisson counts: the E-test (Krishnamoorthy & Thomson 2004, J. Statistical
 * Planning and Inference 119: 23-35). The rate common to both is estimated, and every pair of counts whose
 * standardised difference is at least the one seen adds its chance. Standardised by the common rate, which for equal
 * exposures is the paper's own and holds its level for unequal ones (Gu, Ng, Tang & Schucany 2008, Biometrical J.
 * 50: 283-298). 1 where neither has an event.
 * @throws {RangeError} on counts that are none, or an exposure that is not above 0
 */
export function eTest(first: Rate, second: Rate): number {
  wholeCounts(first.count, second.count);
  positive('an exposure', first.exposure, second.exposure);
  const total = first.count + second.count;
  if (total === 0) return 1;
  const rate = total / (first.exposure + second.exposure);
  const seen = Math.abs(statistic(first, second)) * TIE;
  const chances = chancesOf(first.exposure * rate);
  const others = chancesOf(second.exposure * rate);
  let p = 0;
  chances.each.forEach((chance, i) => {
    const one = { count: chances.from + i, exposure: first.exposure };
    const of = (count: number) => statistic(one, { count, exposure: second.exposure });
    // The statistic falls while the other count rises, so what is far enough away are its two ends.
    const low = firstCount(others.from, others.to, (count) => of(count) < seen);
    const high = firstCount(low, others.to, (count) => of(count) <= -seen);
    p += chance * (others.below(low) + others.atLeast(high));
  });
  return Math.min(1, p);
}

/** The difference of the rates over its standard error where they are equal; 0 where neither has an event. */
function statistic(a: Rate, b: Rate): number {
  const difference = a.count / a.exposure - b.count / b.exposure;
  const common = (a.count + b.count) / (a.exposure + b.exposure);
  return difference === 0 ? 0 : difference / Math.sqrt(common * (1 / a.exposure + 1 / b.exposure));
}

/** The chances of the counts [from, to) of a Poisson variable, and the sums of those below a count and from it on. */
function chancesOf(mean: number) {
  const reach = REACH * Math.sqrt(mean) + 30;
  const from = Math.max(0, Math.floor(mean - reach));
  const each = Array.from({ length: Math.ceil(mean + reach) - from }, (_, i) => {
    const count = from + i;
    return Math.exp(count * Math.log(mean) - mean - logGamma(count + 1));
  });
  const sums = [0];
  for (const chance of each) sums.push(sums.at(-1)! + chance);
  const all = sums.at(-1)!;
  return {
    from,
    to: from + each.length,
    each,
    below: (count: number) => sums[count - from]!,
    atLeast: (count: number) => all - sums[count - from]!,
  };
}

/** The first of [low, high) from which on `holds`; `high` where it never does. */
function firstCount(low: number, high: number, holds: (count: number) => boolean): number {
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
