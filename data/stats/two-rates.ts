import { binomialInterval, binomialTest } from './binomial.ts';

/** So many events in so much time, area or population: the unit is the caller's. */
export type Rate = { count: number; exposure: number };

export type RateComparison = {
  /** First rate over second; null where the second has no event. */
  ratio: number | null;
  /** Interval of the ratio; `high` is Infinity where the second has no event. */
  low: number;
  high: number;
  /** Two-sided p of "equal rates". */
  p: number;
};

/**
 * Compares two Poisson rates by the exact conditional test (Przyborowski & Wilenski 1940): given
 * the total, the first count is binomial. Same answers as R's `poisson.test(c(x1, x2), c(t1, t2))`.
 * @throws {RangeError} on negative or fractional counts, or an exposure that is not positive
 */
export function compareRates(first: Rate, second: Rate, level = 0.95): RateComparison {
  for (const { count, exposure } of [first, second]) {
    if (!Number.isInteger(count) || count < 0) throw new RangeError(`a count is a whole number from 0, not ${count}`);
    if (!(exposure > 0)) throw new RangeError(`an exposure is positive, not ${exposure}`);
  }
  const total = first.count + second.count;
  const exposures = second.exposure / first.exposure;
  const ratio = second.count === 0 ? null : (first.count / second.count) * exposures;
  if (total === 0) return { ratio: null, low: 0, high: Infinity, p: 1 };
  const [low, high] = binomialInterval(first.count, total, level);
  return {
    ratio,
    low: (low / (1 - low)) * exposures,
    high: high === 1 ? Infinity : (high / (1 - high)) * exposures,
    p: binomialTest(first.count, total, first.exposure / (first.exposure + second.exposure)),
  };
}
