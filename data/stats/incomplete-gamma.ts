import { continuedFraction } from './continued-fraction.ts';
import { logGamma } from './log-gamma.ts';

/**
 * Regularised upper incomplete gamma function Q(a, x): the chance that a gamma variable of shape
 * `a` exceeds `x`. The power series (DLMF 8.7.1) below a + 1, Legendre's fraction (8.9.2) above.
 * @throws {RangeError} unless a > 0 and x >= 0
 */
export function upperGammaRatio(a: number, x: number): number {
  if (!(a > 0) || !(x >= 0)) throw new RangeError(`upperGammaRatio needs a > 0 and x >= 0, not ${a}, ${x}`);
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) return 1 - front * lowerSeries(a, x);
  return front * continuedFraction((n) => [n === 1 ? 1 : -(n - 1) * (n - 1 - a), x - a + 2 * n - 1]);
}

/** Sum of x^n / (a (a+1) ... (a+n)). */
function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}
