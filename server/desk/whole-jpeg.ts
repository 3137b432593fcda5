import { accepted, refused, type Result } from '#data/kit/result.ts';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const isRestart = (marker: number) => marker >= 0xd0 && marker <= 0xd7;
/** Baseline, extended and progressive frames; not DHT, JPG and DAC, which lie between them. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Tables, frames, scans, APPn and comments. What else there may be is reserved, and breaks a decoder. */
const isKnown = (marker: number) => (marker >= 0xc0 && marker <= 0xef) || marker === 0xfe;

/**
 * A JPEG from its beginning to its end, without segments of reserved kinds and without what follows
 * the end. Refused in words when it is not whole (ITU-T T.81, annex B): decoders paint the rest grey.
 */
export function wholeJpeg(bytes: Uint8Array): Result<Buffer, string> {
  const from = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (from[0] !== 0xff || from[1] !== SOI) return refused('is not a JPEG');
  const kept: Buffer[] = [from.subarray(0, 2)];
  let hasFrame = false;
  let hasScan = false;
  let at = 2;

  while (at + 1 < from.length) {
    if (from[at] !== 0xff) return refused('is not a whole JPEG');
    const marker = from[at + 1]!;
    // Any number of fill bytes may stand before a marker.
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === EOI) {
      if (!hasFrame || !hasScan) return refused('is a JPEG without a picture');
      kept.push(from.subarray(at, at + 2));
      return accepted(Buffer.concat(kept));
    }
    if (at + 4 > from.length || marker === 0 || marker === SOI || isRestart(marker))
      return refused('is not a whole JPEG');
    const end = at + 2 + from.readUInt16BE(at + 2);
    if (end < at + 4 || end > from.length) return refused('is not a whole JPEG');
    if (isFrame(marker)) hasFrame = true;
    if (isKnown(marker)) kept.push(from.subarray(at, end));
    at = end;
    if (marker !== SOS) continue;
    hasScan = true;
    at = endOfScan(from, end);
    kept.push(from.subarray(end, at));
  }
  return refused('is not a whole JPEG');
}

/** Where the next marker stands after the data of a scan, in which FF is followed by 00 or a restart. */
function endOfScan(from: Buffer, start: number): number {
  for (let at = start; ; at += 2) {
    at = from.indexOf(0xff, at);
    if (at < 0 || at + 1 >= from.length) return from.length;
    const next = from[at + 1]!;
    if (next !== 0 && !isRestart(next)) return at;
  }
}
