import { upperGammaRatio } from '../incomplete-gamma.ts';
import { wholeCounts } from '../counts/whole.ts';

/** Fewer points say nothing of how they vary. */
const FEWEST = 12;
const RISK = 0.05;

/**
 * How many times more counts vary from each point to the next than chance makes them: half the mean square of
 * successive differences over the mean (von Neumann 1941, Annals of Mathematical Statistics 12: 367-395). A season or
 * a slow trend, which is no reason for a wider band, hardly enters. 1 where chance alone would vary as much once in
 * twenty times, or where there are too few points to say.
 * @throws {RangeError} on counts that are none
 */
export function pointToPointSpread(counts: readonly number[]): number {
  wholeCounts(...counts);
  const n = counts.length;
  const sum = counts.reduce((all, count) => all + count, 0);
  if (n < FEWEST || sum === 0) return 1;
  let squares = 0;
  for (let i = 1; i < n; i++) squares += (counts[i]! - counts[i - 1]!) ** 2;
  const ratio = squares / (2 * (n - 1)) / (sum / n);
  // It is as sure as a variance of two thirds of the points.
  const freedom = ((n - 1) * 2) / 3;
  return ratio > 1 && upperGammaRatio(freedom / 2, (freedom * ratio) / 2) < RISK ? ratio : 1;
}
