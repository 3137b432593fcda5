/** An empty comment: of what was kept before pictures were painted anew every comment was cut off. */
const MARK = Buffer.from([0xff, 0xfe, 0, 2]);

/** The picture that was painted, with the mark of it. */
export function marked(painted: Buffer): Buffer {
  const at = afterHeader(painted);
  return Buffer.concat([painted.subarray(0, at), MARK, painted.subarray(at)]);
}

/** Whether it was painted anew before it was kept. */
export function isPaintedAnew(kept: Uint8Array): boolean {
  const bytes = Buffer.from(kept.buffer, kept.byteOffset, kept.byteLength);
  const at = afterHeader(bytes);
  return bytes.subarray(at, at + MARK.length).equals(MARK);
}

/** Behind the beginning of the image and its JFIF header, which stands first where there is one. */
function afterHeader(bytes: Buffer): number {
  const hasHeader = bytes.length > 6 && bytes.readUInt16BE(2) === 0xffe0;
  return hasHeader ? 4 + bytes.readUInt16BE(4) : 2;
}
