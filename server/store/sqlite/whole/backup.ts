import type { Database } from 'better-sqlite3';
import { renameSync, rmSync } from 'node:fs';
import { makeEmpty } from '../../private-files.ts';
import { syncFolderOf, syncPath } from '../disk.ts';

/** A compact copy as of now; it appears under its name complete and synced, or not at all. */
export function backupInto(db: Database, file: string): null {
  const draft = `${file}.partial`;
  rmSync(draft, { force: true });
  makeEmpty(draft);
  try {
    db.prepare('VACUUM INTO ?').run(draft);
    syncPath(draft);
    renameSync(draft, file);
    syncFolderOf(file);
  } finally {
    rmSync(draft, { force: true });
  }
  return null;
}
