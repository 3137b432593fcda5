import {
  closeSync,
  copyFileSync,
  existsSync,
  linkSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import { keepPrivate } from '../private-files.ts';
import { StoreRefused, type Verification } from '../store.ts';
import { isSameLog } from './carry-access.ts';
import { openForWriting } from './connection.ts';
import { syncFolderOf, syncPath } from './disk.ts';
import { inspectFile } from './opening/header.ts';
import { migrate } from './opening/schema.ts';
import { endSessionsIn } from './whole/end-sessions.ts';
import { archiveBeside } from './archive-of.ts';
import { verifyFile } from './verify-file.ts';

/** Why a backup is not restored, in one line; `isForeign`: no version of ours opens it, damaged or not. */
export type NoRestore = { why: string; isForeign: boolean };

/**
 * A checked copy of a backup beside the store, ready to take its place. The backup itself is only
 * read, and whatever is wrong with it is found before the present store is touched. `carries`: the
 * present store knows who was sent away since (carry-access.ts, which is to follow).
 */
export async function prepareRestore(
  backup: string,
  storeFile: string,
  progress: (done: number, of: number) => void,
  archive = archiveBeside(storeFile),
): Promise<Result<{ draft: string; facts: number; carries: boolean }, NoRestore>> {
  if (!existsSync(backup)) return unfit(`there is no file ${backup}`);
  if ((statSync(`${backup}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0)
    return unfit(`${backup} is a store in use, not a backup: make one with "db backup"`);
  if (isInUse(backup))
    return unfit(
      `${backup} is the file of a store, not a backup: what stood in its -wal may be missing. Make a backup with ` +
        '"db backup"; to go on with this file as it is, put it into DATA_DIR while nothing runs',
    );
  const draft = `${storeFile}.restoring`;
  removeStore(draft);
  // The folder is ours alone: nobody reads the copy while it has the rights of its original.
  copyFileSync(backup, draft);
  keepPrivate(draft);
  try {
    bringForward(draft);
    endSessionsIn(draft);
    const checked = await verifyFile(draft, progress, undefined, archive);
    if (!checked.ok) {
      removeStore(draft);
      return unfit(`${backup} is damaged at fact ${checked.firstBad}: ${checked.why}`);
    }
    const carries = await mayCarry(draft, storeFile, (file) => verifyFile(file, progress, undefined, archive));
    syncPath(draft);
    // What looking at it left beside it.
    removeStore(draft, ['-wal', '-shm']);
    return accepted({ draft, facts: checked.facts, carries });
  } catch (error) {
    removeStore(draft);
    if (/^SQLITE_(CORRUPT|NOTADB)/.test((error as { code?: string }).code ?? ''))
      return unfit(`${backup} is damaged: ${(error as Error).message}`);
    if (error instanceof StoreRefused)
      return refused({ why: error.message.replaceAll(draft, backup), isForeign: true });
    throw error;
  }
}

/** A backup of an older version is counted as this version keeps it. @throws {StoreRefused} when it is no store of ours. */
function bringForward(draft: string): void {
  inspectFile(draft);
  const db = openForWriting(draft, { synchronous: 'FULL', busyMs: 0 });
  try {
    migrate(db);
  } finally {
    db.close();
  }
}

/** Whether the present store can say who was sent away since: of the same log, and in agreement with itself. */
async function mayCarry(
  draft: string,
  storeFile: string,
  verify: (file: string) => Promise<Verification>,
): Promise<boolean> {
  try {
    return existsSync(storeFile) && isSameLog(draft, storeFile) && (await verify(storeFile)).ok;
  } catch {
    return false;
  }
}

/**
 * A store writes ahead (2 in bytes 18 and 19 of its file), a backup never does: SQLite makes one as a
 * whole. Of a store's file that was copied alone nobody can say how much is missing.
 */
function isInUse(file: string): boolean {
  const header = Buffer.alloc(20);
  const fd = openSync(file, 'r');
  try {
    return (
      readSync(fd, header, 0, 20, 0) === 20 &&
      header[18] === 2 &&
      header.toString('latin1', 0, 15) === 'SQLite format 3'
    );
  } finally {
    closeSync(fd);
  }
}

const unfit = (why: string) => refused({ why, isForeign: false });

/** Puts `draft` in the place of the store, which nobody has open, and keeps the old one as `….before-restore`. */
export function exchangeStore(draft: string, storeFile: string): void {
  const aside = `${storeFile}.before-restore`;
  removeStore(aside);
  if (existsSync(storeFile)) linkSync(storeFile, aside);
  moveIfThere(`${storeFile}-wal`, `${aside}-wal`);
  rmSync(`${storeFile}-shm`, { force: true });
  // Without its word on what was served, the store goes on under a new epoch: screens load it anew.
  rmSync(`${storeFile}.served`, { force: true });
  // In one step: there is a store under this name at every moment.
  renameSync(draft, storeFile);
  syncFolderOf(storeFile);
}

/** Takes the store away, so that the next start makes a new one. It is kept as `….before-reset`. */
export function discardStore(storeFile: string): void {
  const aside = `${storeFile}.before-reset`;
  removeStore(aside);
  moveIfThere(`${storeFile}-wal`, `${aside}-wal`);
  rmSync(`${storeFile}-shm`, { force: true });
  moveIfThere(storeFile, aside);
  syncFolderOf(storeFile);
}

/** Takes a file away, and what SQLite leaves beside one. */
export function removeStore(file: string, parts: readonly string[] = ['', '-wal', '-shm']): void {
  for (const part of parts) rmSync(`${file}${part}`, { force: true });
}

function moveIfThere(from: string, to: string): void {
  if (existsSync(from)) renameSync(from, to);
}
