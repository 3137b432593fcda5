import { insufficient, type Insufficient } from '../insufficient.ts';
import { wholeCounts } from '../counts/whole.ts';

/** A chart of fewer points says nothing of what is usual. */
export const FEWEST_POINTS = 8;

export type CChart = { mean: number; low: number; high: number; outside: number[] };

/**
 * Control chart of counts of equal spans (Shewhart 1931): the mean, three standard deviations of a Poisson count to
 * either side, and which points lie outside. Counts that vary more than chance need `overdispersion` first.
 * @throws {RangeError} on counts that are none
 */
export function cChart(counts: readonly number[]): CChart | Insufficient {
  wholeCounts(...counts);
  if (counts.length < FEWEST_POINTS) return insufficient('points', FEWEST_POINTS, counts.length);
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const half = 3 * Math.sqrt(mean);
  const [low, high] = [Math.max(0, mean - half), mean + half];
  return { mean, low, high, outside: counts.flatMap((count, i) => (count < low || count > high ? [i] : [])) };
}
