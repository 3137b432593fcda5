import { upperGammaRatio } from '../incomplete-gamma.ts';
import { insufficient, type Insufficient } from '../insufficient.ts';
import { wholeCounts } from './whole.ts';

export type Overdispersion = {
  mean: number;
  /** Of the sample, with n - 1. */
  variance: number;
  /** Variance over mean: 1 where events are independent and their rate stays the same. */
  index: number;
  /** Chance of so much variation or more if they were: Fisher's index of dispersion. */
  p: number;
  /** Size of the negative binomial by the method of moments (R's `dnbinom`); null where Poisson is wide enough. */
  size: number | null;
};

/**
 * Whether counts of equal spans vary more than chance makes them (Fisher, Thornton & Mackenzie 1922): (n - 1) times
 * variance over mean against chi squared of n - 1. A band or a test that takes such counts for Poisson finds
 * changes that are none.
 * @throws {RangeError} on counts that are none
 */
export function overdispersion(counts: readonly number[]): Overdispersion | Insufficient {
  wholeCounts(...counts);
  const n = counts.length;
  if (n < 2) return insufficient('points', 2, n);
  const sum = counts.reduce((a, b) => a + b, 0);
  if (sum === 0) return insufficient('events', 1, 0);
  const mean = sum / n;
  const variance = counts.reduce((all, count) => all + (count - mean) ** 2, 0) / (n - 1);
  const index = variance / mean;
  return {
    mean,
    variance,
    index,
    p: upperGammaRatio((n - 1) / 2, ((n - 1) * index) / 2),
    size: variance > mean ? mean / (index - 1) : null,
  };
}
