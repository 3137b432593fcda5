import { existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { backupInto } from './backup.ts';
import { lookBeforeOpening } from './before-opening.ts';
import { openForReading, openForWriting } from './connection.ts';
import { syncFolderOf, syncPath } from './disk.ts';
import { writeMeta } from './meta.ts';
import { servedFileOf } from './open-file.ts';
import { takeOwnership } from './owner.ts';

/**
 * Puts the backup `from` in the place of the store `to`, under a new epoch, while nobody has `to`
 * open. What was there before stays beside it as `to.before-restore`. A crash leaves old or new.
 * @throws {StoreRefused} when `from` is no sound store or `to` is in use; `to` is then untouched.
 */
export async function restoreSqlite(from: string, to: string): Promise<void> {
  const owner = takeOwnership(to);
  try {
    lookBeforeOpening(from);
    const draft = `${to}.restored`;
    copyWithNewEpoch(from, draft);
    if (existsSync(to)) setAside(to);
    renameSync(draft, to);
    rmSync(servedFileOf(to), { force: true });
    syncFolderOf(to);
  } finally {
    owner.release();
  }
}

function copyWithNewEpoch(from: string, draft: string): void {
  const source = openForReading(from);
  try {
    backupInto(source, draft);
  } finally {
    source.close();
  }
  const copy = openForWriting(draft, { synchronous: 'FULL', busyMs: 0 });
  writeMeta(copy, 'epoch', randomBytes(8).toString('hex'));
  copy.close();
  syncPath(draft);
}

/** Afterwards no WAL lies beside `to`: SQLite would take it for the new file's. */
function setAside(to: string): void {
  const aside = `${to}.before-restore`;
  for (const tail of ['', '-wal']) rmSync(aside + tail, { force: true });
  try {
    lookBeforeOpening(to);
    openForWriting(to, { synchronous: 'FULL', busyMs: 0 }).close();
  } catch {
    // Too damaged to be opened, which is why it is replaced: its WAL is kept as it is.
    if (existsSync(`${to}-wal`)) renameSync(`${to}-wal`, `${aside}-wal`);
  }
  linkSync(to, aside);
  rmSync(`${to}-shm`, { force: true });
}
