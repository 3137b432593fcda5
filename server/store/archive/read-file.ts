import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gunzipSync } from 'node:zlib';
import { ArchiveUnreadable } from './unreadable.ts';
import { sealedAs, type Sealed } from '../sealed.ts';
import { factsIn, whyOther, type SealedFacts } from './sealed-text.ts';

const unzip = promisify(gunzip);

/** What was sealed, for a thread that has nothing else to do. @throws {ArchiveUnreadable} */
export function readSealedSync(folder: string, sealed: Sealed): SealedFacts {
  try {
    const bytes = readFileSync(join(folder, sealed.file));
    mustBe(bytes, sealed);
    return factsIn(gunzipSync(bytes).toString(), sealed);
  } catch (error) {
    throw told(error, folder, sealed);
  }
}

/** The same beside other work. @throws {ArchiveUnreadable} */
export async function readSealedFile(folder: string, sealed: Sealed): Promise<SealedFacts> {
  try {
    const bytes = await readFile(join(folder, sealed.file));
    mustBe(bytes, sealed);
    return factsIn((await unzip(bytes)).toString(), sealed);
  } catch (error) {
    throw told(error, folder, sealed);
  }
}

function mustBe(bytes: Uint8Array, sealed: Sealed): void {
  const why = whyOther(bytes, sealed);
  if (why !== null) throw new Error(why);
}

function told(error: unknown, folder: string, sealed: Sealed): ArchiveUnreadable {
  const { code, message } = error as { code?: string; message: string };
  const why = code === 'ENOENT' ? `is not in ${folder}` : code ? `cannot be read from ${folder}: ${message}` : message;
  const file = sealedAs(sealed);
  return new ArchiveUnreadable(`${file} ${why}`, sealed.first, {
    cause: error,
    told: code ? `${file} cannot be read` : `${file} ${message}`,
  });
}
