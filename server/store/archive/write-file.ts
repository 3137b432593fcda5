import { hash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { PRIVATE } from '../private-files.ts';
import type { Sealed } from '../sealed.ts';
import { factsIn, sealedText } from './sealed-text.ts';

const zip = promisify(gzip);
const unzip = promisify(gunzip);

type Given = Parameters<typeof sealedText>[1];

/**
 * Writes facts into a file of their own, which appears under its name complete, synced and read back, or not at all. One
 * of that name that holds the same facts is taken as it is: it was written by somebody who did not come to the record.
 */
export async function writeSealed(folder: string, epoch: string, given: Given): Promise<Sealed> {
  const { text, sealed } = sealedText(epoch, given);
  const path = join(folder, sealed.file);
  const left = await readBack(path, sealed);
  if (left !== null) return { ...sealed, sha256: left };
  await makeFolder(folder);
  const draft = `${path}.partial`;
  try {
    const file = await open(draft, 'w', PRIVATE);
    try {
      await file.writeFile(await zip(text));
      await file.sync();
    } finally {
      await file.close();
    }
    const sha256 = await readBack(draft, sealed);
    if (sha256 === null) throw new Error(`${draft} does not hold what was written to it`);
    await rename(draft, path);
    await syncFolder(folder);
    return { ...sealed, sha256 };
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw error;
  }
}

/** The SHA-256 of a file that holds these facts; null where there is none. */
async function readBack(path: string, sealed: Omit<Sealed, 'sha256'>): Promise<string | null> {
  try {
    const bytes = await readFile(path);
    factsIn((await unzip(bytes)).toString(), sealed);
    return hash('sha256', bytes, 'hex');
  } catch {
    return null;
  }
}

async function makeFolder(folder: string): Promise<void> {
  if (await stat(folder).catch(() => null)) return;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await syncFolder(dirname(folder));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
