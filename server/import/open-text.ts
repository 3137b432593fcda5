import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { type Duplex, type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import * as yauzl from 'yauzl';
import { decode, type Encoding } from './decode.ts';

/** A file's text in UTF-8, unpacked, and how far its bytes were read. */
export type OpenText = {
  bytes: Readable;
  /** Read so far and in all: of the file on the disk, in a zip of the file within. */
  progress(): [done: number, of: number];
};

const CHUNK = 256 * 1024;

/** What a mapping says of how a file is written. */
type Written = { entry?: string | undefined; encoding?: Encoding | undefined };

/** Opens a plain, gzipped or zipped file, told apart by their first bytes. @throws {Error} in one line */
export async function openText(file: string, { entry, encoding }: Written): Promise<OpenText> {
  const { bytes, progress } = await openBytes(file, entry);
  return { bytes: decode(bytes, encoding), progress };
}

async function openBytes(file: string, entry: string | undefined): Promise<OpenText> {
  const { magic, size } = await firstBytes(file);
  if (magic.startsWith('504b0304')) return openZipped(file, entry);
  const raw = createReadStream(file, { highWaterMark: CHUNK });
  const progress = (): [number, number] => [raw.bytesRead, size];
  return { bytes: magic.startsWith('1f8b') ? piped(raw, createGunzip()) : raw, progress };
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
  const names: string[] = [];
  for await (const entry of zip.eachEntry()) {
    names.push(entry.fileName);
    if (wanted === undefined ? !/\.(csv|tsv|tab|txt|json)$/i.test(entry.fileName) : entry.fileName !== wanted) continue;
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
  }
  zip.close();
  throw new Error(
    wanted === undefined
      ? 'there is no table in this zip file'
      : `this zip file has no "${wanted}"; it has ${names.join(', ')}`,
  );
}

/** What goes wrong at the first end comes out of the second. */
function piped(from: Readable, into: Duplex): Readable {
  pipeline(from, into).catch((error: Error) => into.destroy(error));
  return into;
}
