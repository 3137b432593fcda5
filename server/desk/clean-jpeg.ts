import sharp from 'sharp';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import { marked } from './painted-mark.ts';
import { wholeJpeg } from './whole-jpeg.ts';

/** What the largest sensors of phones make; a picture of a few kB may claim any size. */
const MOST_PIXELS = 50_000_000;
/** A picture that takes longer to read was made to. */
const SECONDS = 15;
/** Pictures that wait their turn: more of them is somebody's flood. */
const MOST_WAITING = 32;
const QUALITY = 85;
/** Longer side of what residents send, pixels. */
const MOST_SIDE = 1920;

// Each picture once, one at a time, on one of the threads beside ours: passwords and files need the others.
sharp.cache(false);
sharp.concurrency(1);
// Whatever the bytes claim to be, nothing else is read; which of them is asked for by their first bytes.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
});

let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

export type NoPhoto = { why: 'no-jpeg' | 'too-many-pixels' | 'busy'; detail: string };

/**
 * The picture of a JPEG, painted anew: upright, and with nothing of the bytes that came, so that no
 * place, no thumbnail and no tail of any segment comes along. How large it claims to be is looked at
 * before anything is painted. The same bytes give the same picture.
 */
export const cleanJpeg = (bytes: Uint8Array) => inTurn(() => paintAnew(wholeJpeg(bytes), {}));

/**
 * The same of whatever residents' telephones make: JPEG, PNG or WebP, by what the bytes are and not by what they
 * are called, no larger than is needed to see what is meant.
 */
export function cleanPicture(bytes: Uint8Array): Promise<Result<Uint8Array, NoPhoto>> {
  const whole = isPng(bytes) || isWebp(bytes) ? accepted(Buffer.from(bytes)) : wholeJpeg(bytes);
  return inTurn(() => paintAnew(whole, { most: MOST_SIDE }));
}

const starts = (bytes: Uint8Array, at: number, text: string) =>
  Buffer.from(bytes.subarray(at, at + text.length)).toString('latin1') === text;
const isPng = (bytes: Uint8Array) => starts(bytes, 0, '\x89PNG\r\n\x1a\n');
const isWebp = (bytes: Uint8Array) => starts(bytes, 0, 'RIFF') && starts(bytes, 8, 'WEBP');

async function inTurn(paint: () => Promise<Result<Uint8Array, NoPhoto>>): Promise<Result<Uint8Array, NoPhoto>> {
  if (waiting >= MOST_WAITING) return refused({ why: 'busy', detail: 'too many photos wait to be read: try again' });
  waiting++;
  const turn = last.then(paint);
  last = turn;
  return turn.finally(() => waiting--);
}

/** `most`: pixels of its longer side. */
async function paintAnew(
  whole: Result<Buffer, string>,
  { most }: { most?: number },
): Promise<Result<Uint8Array, NoPhoto>> {
  if (!whole.ok) return noJpeg(whole.refusal);
  const bytes = whole.value;
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height > MOST_PIXELS) return tooMany(width, height);
    const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true });
    const upright = picture.autoOrient();
    const sized =
      most === undefined ? upright : upright.resize(most, most, { fit: 'inside', withoutEnlargement: true });
    const painted = await sized
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: QUALITY })
      .timeout({ seconds: SECONDS })
      .toBuffer();
    return accepted(marked(painted));
  } catch {
    // What it says of where it broke helps nobody who sends a photo.
    return noJpeg('is not a JPEG that can be read');
  }
}

const noJpeg = (detail: string) => refused<NoPhoto>({ why: 'no-jpeg', detail });

const tooMany = (width: number, height: number) =>
  refused<NoPhoto>({
    why: 'too-many-pixels',
    detail: `has ${width} x ${height} pixels: more than ${MOST_PIXELS / 1e6} million are not read`,
  });
