import { insufficient, type Insufficient } from '../insufficient.ts';
import { FEWEST_POINTS } from './c-chart.ts';

export type Cusum = {
  /** What has piled up above and below, in standard deviations; never negative. */
  up: number[];
  down: number[];
  limit: number;
  /** Where either first passed the limit, and since when it had piled up. */
  signals: { at: number; since: number; side: 'up' | 'down' }[];
};

/**
 * Tabular cumulative sums (Page 1954, Biometrika 41: 100-115; as in Montgomery, Statistical Quality Control, 9.1):
 * what each point lies beyond the mean by more than `slack` piles up until it passes `limit`, both in standard
 * deviations. It then begins anew.
 * @throws {RangeError} on a deviation that is not above 0
 */
export function cusum(
  points: readonly number[],
  { mean, sd, slack = 0.5, limit = 5 }: { mean: number; sd: number; slack?: number; limit?: number },
): Cusum | Insufficient {
  if (!(sd >= 0)) throw new RangeError(`a deviation is not negative: ${sd}`);
  if (points.length < FEWEST_POINTS) return insufficient('points', FEWEST_POINTS, points.length);
  if (sd === 0) return insufficient('variation', 1, 0);
  const signals: Cusum['signals'] = [];
  const side = (name: 'up' | 'down', sign: 1 | -1) => {
    let sum = 0;
    let since = 0;
    return points.map((point, i) => {
      if (sum === 0 || sum > limit) [sum, since] = [0, i];
      sum = Math.max(0, sum + (sign * (point - mean)) / sd - slack);
      if (sum > limit) signals.push({ at: i, since, side: name });
      return sum;
    });
  };
  const [up, down] = [side('up', 1), side('down', -1)];
  return { up, down, limit, signals: signals.sort((a, b) => a.at - b.at) };
}
