import { accepted, refused, type Result } from '#data/kit/result.ts';

/** No camera of a phone makes larger ones, and a picture of a few kB may claim any size. */
const MOST_PIXELS_A_SIDE = 12_000;

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COM = 0xfe;
const isRestart = (marker: number) => marker >= 0xd0 && marker <= 0xd7;
/** Baseline, extended and progressive frames; not DHT, JPG and DAC, which lie between them. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** APP1 to APP15 (Exif with the place, XMP, thumbnails, maker's notes) and comments. */
const isMetadata = (marker: number) => marker === COM || (marker >= 0xe1 && marker <= 0xef);
const JFIF = Buffer.from('JFIF\0', 'latin1');

/**
 * A JPEG without anything but its picture: metadata, comments, and whatever follows its end are
 * left out. Refused in words when it is no whole JPEG (ITU-T T.81, annex B).
 */
export function cleanJpeg(bytes: Uint8Array): Result<Uint8Array, string> {
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
    const segment = from.subarray(at, end);
    if (isFrame(marker)) {
      const tooBad = frameFault(segment);
      if (tooBad !== null) return refused(tooBad);
      hasFrame = true;
    }
    if (!isMetadata(marker) && !isForeignApp0(marker, segment)) kept.push(segment);
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

function frameFault(segment: Buffer): string | null {
  if (segment.length < 10) return 'is not a whole JPEG';
  const height = segment.readUInt16BE(5);
  const width = segment.readUInt16BE(7);
  if (width === 0 || height === 0) return 'is a JPEG without a picture';
  return width > MOST_PIXELS_A_SIDE || height > MOST_PIXELS_A_SIDE
    ? `is wider or higher than ${MOST_PIXELS_A_SIDE} pixels`
    : null;
}

/** An APP0 that is no JFIF header: an extension with a thumbnail, or somebody's own. */
function isForeignApp0(marker: number, segment: Buffer): boolean {
  return marker === 0xe0 && !segment.subarray(4, 9).equals(JFIF);
}
