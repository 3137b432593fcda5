import { logGamma } from '../log-gamma.ts';
import { normalSurprise } from '../normal.ts';
import type { Rate } from '../two-rates.ts';
import { positive, wholeCounts } from './whole.ts';

/** Standard deviations around a mean beyond which no count adds anything to a double. */
const REACH = 9;
/** From so many events on the normal law says the same to three places, in no time. */
const MANY = 20_000;
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
  const statistic = statisticOf(first.exposure, second.exposure);
  const found = statistic(first.count, second.count);
  if (total > MANY) return normalSurprise(found);
  const rate = total / (first.exposure + second.exposure);
  const seen = Math.abs(found) * TIE;
  const chances = chancesOf(first.exposure * rate);
  const others = chancesOf(second.exposure * rate);
  let p = 0;
  // What is far enough away are the two ends of the other count, and both move up with the first.
  let low = others.from;
  let high = others.from;
  chances.each.forEach((chance, i) => {
    const count = chances.from + i;
    while (low < others.to && statistic(count, low) >= seen) low++;
    while (high < others.to && statistic(count, high) > -seen) high++;
    p += chance * (others.below(low) + others.atLeast(high));
  });
  return Math.min(1, p);
}

/** The difference of the rates over its standard error where they are equal; 0 where neither has an event. */
function statisticOf(first: number, second: number): (a: number, b: number) => number {
  const factor = (1 / first + 1 / second) / (first + second);
  return (a, b) => {
    const difference = a / first - b / second;
    return difference === 0 ? 0 : difference / Math.sqrt((a + b) * factor);
  };
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
