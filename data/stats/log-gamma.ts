/** Coefficients B(2n) / (2n (2n - 1)) of Stirling's series. */
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];
/** From here on seven terms give full double precision. */
const FAR = 13;
const HALF_LOG_2PI = 0.9189385332046727;

/**
 * Natural logarithm of the gamma function, relative error about 1e-15 away from its zeros:
 * Stirling's series (DLMF 5.11.1), reached by the recurrence for small arguments.
 * @throws {RangeError} unless x > 0
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`logGamma needs x > 0, not ${x}`);
  let shift = 1;
  let z = x;
  for (; z < FAR; z++) shift *= z;
  const inverse = 1 / z;
  const square = inverse * inverse;
  let series = 0;
  for (let n = stirling.length - 1; n >= 0; n--) series = series * square + stirling[n]!;
  return (z - 0.5) * Math.log(z) - z + HALF_LOG_2PI + series * inverse - Math.log(shift);
}
