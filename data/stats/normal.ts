import { upperGammaRatio } from './incomplete-gamma.ts';

/** Chance that a standard normal variable lies above `z`: erfc as an incomplete gamma function (DLMF 7.11.2). */
export function normalAbove(z: number): number {
  const tail = upperGammaRatio(0.5, (z * z) / 2) / 2;
  return z >= 0 ? tail : 1 - tail;
}

/** Two-sided p of a z-score. */
export const normalSurprise = (z: number): number => upperGammaRatio(0.5, (z * z) / 2);

/** The z that is exceeded with chance `tail`, by bisection to full precision. @throws {RangeError} unless 0 < tail < 1 */
export function normalAboveQuantile(tail: number): number {
  if (!(tail > 0 && tail < 1)) throw new RangeError(`a tail lies between 0 and 1, not ${tail}`);
  let low = -40;
  let high = 40;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (normalAbove(middle) > tail) low = middle;
    else high = middle;
  }
}
