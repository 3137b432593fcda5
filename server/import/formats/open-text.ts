import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { type Duplex, PassThrough, type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import * as yauzl from 'yauzl';
import { decode, type Encoding } from './decode.ts';

/** A file's text in UTF-8, unpacked, and how far its bytes were read. */
type OpenText = {
  bytes: Readable;
  /** Read so far and in all: of the file on the disk, in a zip of the file within. */
  progress(): [done: number, of: number];
};
/** `digest`: SHA-256 in hex of the text so far, so that it names the same content however the file was saved. */
export type DigestedText = OpenText & { digest(): string };

const CHUNK = 256 * 1024;

/** What a mapping says of how a file is written. */
type Written = { entry?: string | undefined; encoding?: Encoding | undefined };

/** Opens a plain, gzipped or zipped file, told apart by their first bytes. @throws {Error} in one line */
export async function openText(file: string, { entry, encoding }: Written): Promise<DigestedText> {
  const { bytes, progress } = await openBytes(file, entry);
  const hash = textHash();
  let digest: string | undefined;
  const hashed = new Transform({
    transform(chunk: Buffer, _encoding, pass) {
      hash.update(chunk);
      pass(null, chunk);
    },
  });
  return { bytes: piped(decode(bytes, encoding), hashed), progress, digest: () => (digest ??= hash.digest()) };
}

/** Of a text in UTF-8: the same whether its lines end with \n, \r\n or \r. */
function textHash() {
  const hash = createHash('sha256');
  let afterReturn = false;
  return {
    update(chunk: Buffer) {
      // Byte by byte, since neither end of a line is part of any other character.
      let bytes = chunk.toString('latin1');
      if (afterReturn && bytes.startsWith('\n')) bytes = bytes.slice(1);
      afterReturn = chunk.at(-1) === 0x0d;
      hash.update(bytes.includes('\r') ? bytes.replaceAll(/\r\n?/g, '\n') : bytes, 'latin1');
    },
    digest: () => hash.digest('hex'),
  };
}

async function openBytes(file: string, entry: string | undefined): Promise<OpenText> {
  if ((await stat(file)).isDirectory()) throw new Error(`${file} is a folder, not a file`);
  const { magic, size } = await firstBytes(file);
  if (magic.startsWith('504b0304')) return openZipped(file, entry);
  const raw = createReadStream(file, { highWaterMark: CHUNK });
  const progress = (): [number, number] => [raw.bytesRead, size];
  return { bytes: magic.startsWith('1f8b') ? gunzipped(raw) : raw, progress };
}

/** Its errors say what is wrong with the file. */
function gunzipped(packed: Readable): Readable {
  const unpacking = piped(packed, createGunzip());
  const text = new PassThrough();
  unpacking.once('error', (error) => text.destroy(gzipTrouble(error)));
  text.once('close', () => unpacking.destroy());
  return unpacking.pipe(text);
}

function gzipTrouble(error: Error): Error {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'Z_BUF_ERROR') return new Error('the gzip file is cut off: its end is missing', { cause: error });
  if (code === 'Z_DATA_ERROR') return new Error('the gzip file is damaged: it cannot be unpacked', { cause: error });
  return error;
}

async function firstBytes(file: string): Promise<{ magic: string; size: number }> {
  const handle = await open(file, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return { magic: buffer.toString('hex'), size: (await handle.stat()).size };
  } finally {
    await handle.close();
  }
}

async function openZipped(file: string, wanted: string | undefined): Promise<OpenText> {
  const zip = await yauzl.openPromise(file, { autoClose: false });
  try {
    const entries: yauzl.Entry[] = [];
    for await (const entry of zip.eachEntry()) entries.push(entry);
    const entry = tableAmong(entries, wanted);
    let done = 0;
    const counter = new Transform({
      transform(chunk: Buffer, _encoding, pass) {
        done += chunk.length;
        pass(null, chunk);
      },
    });
    const bytes = piped(await zip.openReadStreamPromise(entry), counter);
    bytes.once('close', () => zip.close());
    return { bytes, progress: () => [done, entry.uncompressedSize] };
  } catch (error) {
    zip.close();
    throw error;
  }
}

/** Endings of tables, the likeliest first. */
const endings = ['csv', 'tsv', 'tab', 'json', 'geojson', 'jsonl', 'ndjson', 'txt'];

/** @throws {Error} when there is none, or more than one that it could be. */
function tableAmong(entries: readonly yauzl.Entry[], wanted: string | undefined): yauzl.Entry {
  const names = entries.map(({ fileName }) => fileName);
  if (wanted !== undefined) {
    const entry = entries.find(({ fileName }) => fileName === wanted);
    if (!entry) throw new Error(`this zip file has no "${wanted}"; it has ${names.join(', ')}`);
    return entry;
  }
  // What is packed along: notes, licences, and the shadows that one system adds.
  const tables = entries.filter(({ fileName }) => !/(^|\/)(__MACOSX\/|\.|_?read.?me|licen[cs]e)/i.test(fileName));
  for (const ending of endings) {
    const [entry, ...others] = tables.filter(({ fileName }) => fileName.toLowerCase().endsWith(`.${ending}`));
    if (!entry) continue;
    if (others.length === 0) return entry;
    const all = [entry, ...others].map(({ fileName }) => fileName);
    throw new Error(`this zip file has ${all.length} tables: name one of them as "entry": ${all.join(', ')}`);
  }
  throw new Error('there is no table in this zip file');
}

/** What goes wrong at the first end comes out of the second. */
function piped(from: Readable, into: Duplex): Readable {
  pipeline(from, into).catch((error: Error) => into.destroy(error));
  return into;
}
