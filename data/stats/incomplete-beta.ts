import { continuedFraction } from './continued-fraction.ts';
import { logGamma } from './log-gamma.ts';

/**
 * Regularised incomplete beta function I_x(a, b): the chance that a beta variable lies at or
 * below `x`. Continued fraction of DLMF 8.17.22, mirrored where it would settle slowly.
 * @throws {RangeError} unless a, b > 0 and 0 <= x <= 1
 */
export function betaRatio(x: number, a: number, b: number): number {
  if (!(a > 0) || !(b > 0) || !(x >= 0 && x <= 1))
    throw new RangeError(`betaRatio needs a, b > 0 and 0 <= x <= 1, not ${a}, ${b}, ${x}`);
  if (x === 0 || x === 1) return x;
  if (x > (a + 1) / (a + b + 2)) return 1 - lowSide(1 - x, b, a);
  return lowSide(x, a, b);
}

function lowSide(x: number, a: number, b: number): number {
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a;
  return front * continuedFraction((n) => [n === 1 ? 1 : coefficient(n - 1), 1]);

  function coefficient(n: number): number {
    const m = n >> 1;
    if (n & 1) return (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    return (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
  }
}

/** The x with I_x(a, b) = p, by bisection to full precision. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability lies in 0..1, not ${p}`);
  let low = 0;
  let high = 1;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (betaRatio(middle, a, b) < p) low = middle;
    else high = middle;
  }
}
