import { insufficient, type Insufficient } from '../insufficient.ts';
import type { Rate } from '../two-rates.ts';
import { positive, wholeCounts } from './whole.ts';

/** `weight` is how much of it is the area's own: 1 all of it, 0 none. */
export type Shrunk = { rate: number; raw: number; weight: number };

/**
 * Rates of areas drawn towards the rate of the whole, the small ones most, because theirs is mostly chance: the
 * global empirical-Bayes estimate of Marshall (1991, Applied Statistics 40: 283-294), moments, no model of space.
 * @throws {RangeError} on counts that are none, or an exposure that is not above 0
 */
export function shrinkRates(rates: readonly Rate[]): Shrunk[] | Insufficient {
  if (rates.length < 2) return insufficient('places', 2, rates.length);
  wholeCounts(...rates.map(({ count }) => count));
  positive('an exposure', ...rates.map(({ exposure }) => exposure));
  const exposure = rates.reduce((sum, rate) => sum + rate.exposure, 0);
  const whole = rates.reduce((sum, { count }) => sum + count, 0) / exposure;
  const raws = rates.map((rate) => rate.count / rate.exposure);
  const variance = rates.reduce((sum, rate, i) => sum + rate.exposure * (raws[i]! - whole) ** 2, 0) / exposure;
  // What the rates differ by beyond what chance makes them differ.
  const between = Math.max(0, variance - whole / (exposure / rates.length));
  return rates.map((rate, i) => {
    const weight = between === 0 ? 0 : between / (between + whole / rate.exposure);
    return { rate: whole + weight * (raws[i]! - whole), raw: raws[i]!, weight };
  });
}
