import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy } from '@fastify/busboy';
import { accepted, refused, type Result } from '#data/kit/result.ts';

/** A file on this machine until it is dropped, and the texts that came with it. */
export type Received = {
  file: string;
  /** As whoever sent it calls it. */
  name: string;
  texts: ReadonlyMap<string, string>;
  drop(): Promise<void>;
};
export type NotReceived = 'too-large' | 'unreadable' | 'no-file' | 'several-files';

const LONGEST_TEXT = 256 * 1024;

/**
 * Writes the one file of a form (RFC 7578) as it comes, into a folder that only this user reads; no more of
 * it is ever in memory than a portion. `type`: the content type, with its boundary.
 */
export async function receiveFile(
  body: AsyncIterable<Uint8Array>,
  type: string,
  mostBytes: number,
): Promise<Result<Received, NotReceived>> {
  const folder = await mkdtemp(join(tmpdir(), 'watchfloor-file-'));
  const drop = () => rm(folder, { recursive: true, force: true });
  const file = join(folder, 'file');
  const texts = new Map<string, string>();
  let name: string | null = null;
  let writing: Promise<void> = Promise.resolve();
  let cut = false;
  let whole = false;
  let stop = () => {};
  try {
    const form = new Busboy({
      headers: { 'content-type': type },
      limits: { fileSize: mostBytes, files: 1, fields: 20, fieldSize: LONGEST_TEXT, fieldNameSize: 100 },
    });
    form.on('field', (field, value, _, isCut) => {
      cut ||= isCut;
      texts.set(field, value);
    });
    form.on('filesLimit', () => form.destroy(new SeveralFiles()));
    form.on('file', (_field, stream, fileName) => {
      name = basename(fileName ?? '') || 'file';
      stream.once('limit', () => form.destroy(new TooLarge()));
      stop = () => stream.destroy();
      writing = pipeline(stream, createWriteStream(file, { mode: 0o600 }));
      // Heard where it is waited for.
      writing.catch(() => {});
    });
    await pipeline(Readable.from(body, { objectMode: false }), form);
    await writing;
    whole = !cut;
    if (name === null || cut) throw new Error('no file');
    return accepted({ file, name, texts, drop });
  } catch (error) {
    stop();
    await writing.catch(() => {});
    await drop();
    if (error instanceof TooLarge) return refused('too-large');
    if (error instanceof SeveralFiles) return refused('several-files');
    return refused(whole ? 'no-file' : 'unreadable');
  }
}

class TooLarge extends Error {}
class SeveralFiles extends Error {}
