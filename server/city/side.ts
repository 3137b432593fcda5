/**
 * On which side of the line from a to b the point p lies: positive on the left, negative on the
 * right, 0 exactly on it. Only the sign means anything, and the sign is never wrong: where
 * rounding could decide, the determinant is worked out again in whole numbers.
 */
export function sideOf(ax: number, ay: number, bx: number, by: number, px: number, py: number): number {
  const left = (ax - px) * (by - py);
  const right = (ay - py) * (bx - px);
  const det = left - right;
  // Shewchuk 1997, the error bound of the first stage of orient2d.
  const bound = 3.3306690738754716e-16 * (Math.abs(left) + Math.abs(right));
  return det > bound || -det > bound ? det : exactSide(ax, ay, bx, by, px, py);
}

function exactSide(...coordinates: [number, number, number, number, number, number]): number {
  const parts = coordinates.map(split);
  const lowest = Math.min(...parts.map((part) => part.exponent));
  const [ax, ay, bx, by, px, py] = parts.map((part) => part.whole << BigInt(part.exponent - lowest)) as [
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  const det = (ax - px) * (by - py) - (ay - py) * (bx - px);
  return det > 0n ? 1 : det < 0n ? -1 : 0;
}

/** A number as whole x 2^exponent, without loss. */
function split(value: number): { whole: bigint; exponent: number } {
  let exponent = 0;
  let mantissa = value;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent--;
  }
  return { whole: BigInt(mantissa), exponent };
}
