import { type Anchor, StoreRefused, type Verification } from '../store.ts';
import { openForReading } from './connection.ts';
import { inspectFile } from './opening/header.ts';
import { VERSION } from './opening/schema.ts';
import { archiveBeside } from './archive-of.ts';
import { aside } from './threads/aside.ts';

/**
 * Recounts a store file that nobody has open, without opening it for writing.
 * @throws {StoreRefused} when it is no store of ours, or one of an older version.
 */
export async function verifyFile(
  file: string,
  progress: (done: number, of: number) => void,
  anchor?: Anchor,
  archive = archiveBeside(file),
): Promise<Verification> {
  inspectFile(file);
  const db = openForReading(file);
  const version = db.pragma('user_version', { simple: true }) as number;
  db.close();
  if (version < VERSION)
    throw new StoreRefused(
      `${file} is of version ${version}: it can be verified when a start has brought it to ${VERSION}`,
    );
  return aside({ file, archive }, (thread) => thread.ask('verify', anchor ?? null), progress);
}
