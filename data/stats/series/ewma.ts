import { insufficient, type Insufficient } from '../insufficient.ts';
import { FEWEST_POINTS } from './c-chart.ts';

export type Ewma = { values: number[]; low: number; high: number };

/**
 * Exponentially weighted moving average with its limits (Roberts 1959, Technometrics 1: 239-250; limits of the long
 * run): it finds small shifts that last, which no single point shows. `weight` of the newest, `width` of the limits
 * in standard deviations.
 * @throws {RangeError} unless 0 < weight <= 1 and sd >= 0
 */
export function ewma(
  points: readonly number[],
  { mean, sd, weight = 0.3, width = 3 }: { mean: number; sd: number; weight?: number; width?: number },
): Ewma | Insufficient {
  if (!(weight > 0 && weight <= 1) || !(sd >= 0)) throw new RangeError(`no weight or deviation: ${weight}, ${sd}`);
  if (points.length < FEWEST_POINTS) return insufficient('points', FEWEST_POINTS, points.length);
  let at = mean;
  const values = points.map((point) => (at = weight * point + (1 - weight) * at));
  const half = width * sd * Math.sqrt(weight / (2 - weight));
  return { values, low: mean - half, high: mean + half };
}
