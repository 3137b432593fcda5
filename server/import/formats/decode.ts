import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import iconv from 'iconv-lite';
import * as z from 'zod';

/** How the characters of a file are written as bytes. */
export const Encoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'gb18030']);
export type Encoding = z.infer<typeof Encoding>;

const marks: readonly [Encoding, Buffer][] = [
  ['utf-8', Buffer.from([0xef, 0xbb, 0xbf])],
  ['utf-16le', Buffer.from([0xff, 0xfe])],
  ['utf-16be', Buffer.from([0xfe, 0xff])],
  ['gb18030', Buffer.from([0x84, 0x31, 0x95, 0x33])],
];
const LONGEST_MARK = 4;

/**
 * The same text in UTF-8, without a byte order mark: whoever splits it into lines and fields splits
 * characters, never bytes. Without `wanted`, the file's own mark says what it is; else it is UTF-8.
 * It ends with an error in one line where bytes are not of the encoding.
 */
export function decode(bytes: Readable, wanted: Encoding | undefined): Readable {
  let decoder: Decoder | undefined;
  let start = Buffer.alloc(0);
  const text = new Transform({
    transform(chunk: Buffer, _, done) {
      attempt(done, () => {
        if (decoder) return decoder.write(chunk);
        start = Buffer.concat([start, chunk]);
        return start.length < LONGEST_MARK ? '' : begin();
      });
    },
    flush(done) {
      attempt(done, () => (decoder ? '' : begin()) + decoder!.end());
    },
  });
  // What goes wrong at the first end comes out of the second, and whoever leaves shuts both.
  pipeline(bytes, text).catch((error: Error) => text.destroy(error));
  return text;

  function begin(): string {
    const [marked, mark] = marks.find(([, mark]) => start.subarray(0, mark.length).equals(mark)) ?? [];
    if (marked !== undefined && wanted !== undefined && marked !== wanted)
      throw new Error(`the file begins with the mark of ${marked}, but the mapping says that it is ${wanted}`);
    decoder = createDecoder(wanted ?? marked ?? 'utf-8', wanted === undefined && marked === undefined);
    return decoder.write(start.subarray(mark?.length ?? 0));
  }

  function attempt(done: (error: Error | null, data?: string) => void, work: () => string): void {
    let read: string;
    try {
      read = work();
    } catch (error) {
      return done(error as Error);
    }
    done(null, read);
  }
}

type Decoder = { write(bytes: Buffer): string; end(): string };

/** @throws {Error} that names the line and the character where the bytes are not of the encoding. */
function createDecoder(encoding: Encoding, guessed: boolean): Decoder {
  const decoder = iconv.getDecoder(encoding, { stripBOM: false });
  const wrongIn = encoding === 'utf-8' ? createUtf8Check() : encoding === 'gb18030' ? unreadable : halves;
  let held = '';
  let waiting: Buffer = Buffer.alloc(0);
  let count = 0;
  let line = 1;
  let character = 1;

  return {
    write(bytes) {
      count += bytes.length;
      if (encoding !== 'gb18030') return checked(decoder.write(bytes), bytes);
      const all = Buffer.concat([waiting, bytes]);
      const end = endOfCharacter(all);
      waiting = all.subarray(end);
      return checked(decoder.write(all.subarray(0, end)), bytes);
    },
    end() {
      const rest = checked(decoder.write(waiting) + (decoder.end() ?? ''), null);
      if (encoding.startsWith('utf-16') && count % 2 === 1) throw wrong();
      return rest;
    },
  };

  /** `bytes` are those that were read last; null at the end. */
  function checked(read: string, bytes: Buffer | null): string {
    let text = held + read;
    // Half of a pair waits for the other half.
    held = bytes && /[\uD800-\uDBFF]$/.test(text) ? text.slice(-1) : '';
    if (held !== '') text = text.slice(0, -1);
    const at = wrongIn(text, bytes);
    move(at < 0 ? text : text.slice(0, at));
    if (at >= 0) throw wrong();
    return text;
  }

  function wrong(): Error {
    const hint = guessed ? '; say what it is with "encoding" in the mapping' : '';
    return new Error(`line ${line}, character ${character}: bytes that are not ${encoding.toUpperCase()}${hint}`);
  }

  function move(text: string): void {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) line++;
    const last = text.lastIndexOf('\n');
    character = last < 0 ? character + text.length : text.length - last;
  }
}

/**
 * The end of the last whole character that can be told: bytes below 0x30 are always one of their own in
 * GB18030. The library loses the end of a portion that begins within a character (its buffer is too small).
 */
const endOfCharacter = (bytes: Buffer): number => bytes.findLastIndex((byte) => byte < 0x30) + 1;

/** Where in a text that was read stands what its bytes did not say; -1 when it is all right. */
type WrongIn = (text: string, bytes: Buffer | null) => number;

/** GB18030 has a way to write every character, but nobody writes the one that stands for "could not be read". */
const unreadable: WrongIn = (text) => text.indexOf('\uFFFD');

/** Halves of pairs. */
const halves: WrongIn = (text) => text.search(/\p{Surrogate}/u);

/** Here a file may honestly hold U+FFFD: what was read, written again, must be the bytes that it was read from. */
function createUtf8Check(): WrongIn {
  let before: Buffer = Buffer.alloc(0);
  return (text, bytes) => {
    if (bytes) before = before.length === 0 ? bytes : Buffer.concat([before, bytes]);
    const length = Buffer.byteLength(text);
    if (text.includes('\uFFFD')) {
      const again = Buffer.from(text);
      const at = again.findIndex((byte, i) => byte !== before[i]);
      if (at >= 0)
        return again
          .subarray(0, at)
          .toString()
          .replace(/\uFFFD$/, '').length;
    }
    before = before.subarray(length);
    return -1;
  };
}
