import { betaRatio } from './incomplete-beta.ts';
import { upperGammaRatio } from './incomplete-gamma.ts';

/** What a count may turn out to be: 0, 1, 2, … */
export type CountDistribution = {
  readonly mean: number;
  readonly variance: number;
  /** Chance of `count` or fewer; 0 below zero. */
  atMost(count: number): number;
};

/** Counts of independent events. @throws {RangeError} on a negative mean */
export function poisson(mean: number): CountDistribution {
  if (!(mean >= 0)) throw new RangeError(`a mean count is not negative: ${mean}`);
  return {
    mean,
    variance: mean,
    atMost: (count) => (count < 0 ? 0 : upperGammaRatio(Math.floor(count) + 1, mean)),
  };
}

/**
 * Counts whose rate itself varies (gamma-mixed Poisson): R's `dnbinom(mu = mean, size)` with the
 * size that gives this variance, the method of moments.
 * @throws {RangeError} unless variance > mean > 0
 */
export function negativeBinomial(mean: number, variance: number): CountDistribution {
  if (!(mean > 0) || !(variance > mean))
    throw new RangeError(`a negative binomial needs variance > mean > 0, not ${variance}, ${mean}`);
  const size = mean / (variance / mean - 1);
  const success = mean / variance;
  return {
    mean,
    variance,
    atMost: (count) => (count < 0 ? 0 : betaRatio(success, size, Math.floor(count) + 1)),
  };
}

/** Negative binomial where the variance exceeds the mean, Poisson where it does not. */
export function countDistribution(mean: number, variance: number): CountDistribution {
  // Closer than that, the two agree to more digits than the size could be computed with.
  return mean > 0 && variance > mean * (1 + 1e-9) ? negativeBinomial(mean, variance) : poisson(mean);
}

/** The smallest count that is not exceeded with chance `p`. @throws {RangeError} unless 0 <= p < 1 */
export function countQuantile(of: CountDistribution, p: number): number {
  if (!(p >= 0 && p < 1)) throw new RangeError(`a quantile needs 0 <= p < 1, not ${p}`);
  let low = -1;
  let high = Math.ceil(of.mean + 2 * Math.sqrt(of.variance));
  while (of.atMost(high) < p) {
    low = high;
    high = 2 * high + 1;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (of.atMost(middle) < p) low = middle;
    else high = middle;
  }
  return high;
}

/** Two-sided p of having seen `count`: twice the smaller tail, the count itself in both. */
export function countSurprise(of: CountDistribution, count: number): number {
  return Math.min(1, 2 * Math.min(of.atMost(count), 1 - of.atMost(count - 1)));
}
