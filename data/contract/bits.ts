/** Fewest bits that hold each of the two in two's complement: 1 for 0 and -1, 2 for 1 and -2, 4 for 5. */
export function commonWidth(a: number, b: number): number {
  return 33 - Math.clz32(folded(a) | folded(b));
}

/** The bits of `n` below its sign, a negative one mirrored: without a branch, for signs cannot be foreseen. */
const folded = (n: number) => n ^ (n >> 31);

/** Writes the low `width` bits (at most 16) of each value, one after the other, low bits first. */
export function packBits(values: Int32Array, width: number, into: Uint8Array, at: number): void {
  const mask = (1 << width) - 1;
  let held = 0;
  let bits = 0;
  for (let i = 0; i < values.length; i++) {
    held |= (values[i]! & mask) << bits;
    bits += width;
    if (bits < 16) continue;
    into[at] = held;
    into[at + 1] = held >>> 8;
    held >>>= 16;
    bits -= 16;
    at += 2;
  }
  if (bits > 0) into[at] = held;
  if (bits > 8) into[at + 1] = held >>> 8;
}

/** Reads back `count` values that `packBits` wrote. */
export function unpackBits(from: DataView, at: number, width: number, count: number): Int32Array {
  const values = new Int32Array(count);
  const unused = 32 - width;
  let held = 0;
  let bits = 0;
  for (let i = 0; i < count; i++) {
    for (; bits < width; bits += 8) held |= from.getUint8(at++) << bits;
    values[i] = (held << unused) >> unused;
    held >>>= width;
    bits -= width;
  }
  return values;
}
