import { wholeCounts } from './whole.ts';

/**
 * The difference of two counts of equal time, in standard deviations: 2 (√now - √before), as the square root of a
 * Poisson count has a variance near ¼ whatever its mean (Wheeler 2016, "Tables and graphs for monitoring temporal
 * crime trends", Int. J. Police Science & Management 18: 159-172). Within ±3 is what counts do by themselves.
 * @throws {RangeError} on counts that are none
 */
export function wheelerZ(now: number, before: number): number {
  wholeCounts(now, before);
  return 2 * (Math.sqrt(now) - Math.sqrt(before));
}
