const TINY = 1e-300;
const PRECISION = 1e-15;

/**
 * Value of a1/(b1 + a2/(b2 + ...)) by the modified Lentz algorithm (Thompson & Barnett 1986).
 * `term(n)` gives [a, b] of the n-th fraction, from 1.
 * @throws {Error} when it has not settled after 100,000 terms
 */
export function continuedFraction(term: (n: number) => readonly [a: number, b: number]): number {
  let value = TINY;
  let c = TINY;
  let d = 0;
  for (let n = 1; n < 100_000; n++) {
    const [a, b] = term(n);
    d = 1 / (b + a * d || TINY);
    c = b + a / c || TINY;
    const step = c * d;
    value *= step;
    if (Math.abs(step - 1) < PRECISION) return value;
  }
  throw new Error('the continued fraction does not settle');
}
