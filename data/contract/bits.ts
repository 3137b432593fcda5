/** Fewest bits that hold `n` in two's complement: 1 for 0 and -1, 2 for 1 and -2, 4 for 5. */
export function bitWidth(n: number): number {
  return 33 - Math.clz32(n < 0 ? ~n : n);
}

/** Writes the low `width` bits (at most 16) of each value, one after the other, low bits first. */
export function packBits(values: Int32Array, width: number, into: Uint8Array, at: number): void {
  const mask = (1 << width) - 1;
  let held = 0;
  let bits = 0;
  for (let i = 0; i < values.length; i++) {
    held |= (values[i]! & mask) << bits;
    for (bits += width; bits >= 8; bits -= 8) {
      into[at++] = held & 255;
      held >>>= 8;
    }
  }
  if (bits > 0) into[at] = held;
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
