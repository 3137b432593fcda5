import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { accepted, type Result } from '#data/kit/result.ts';
import { endSessionsIn } from '../store/sqlite/end-sessions.ts';
import { StoreRefused } from '../store/store.ts';
import { refuse, type Progress, type Refusal } from './action.ts';
import { verifyFile } from './verify-file.ts';

/**
 * A checked copy of a backup beside the store, ready to take its place. The backup itself is only
 * read, and whatever is wrong with it is found before the present store is touched.
 */
export async function prepareRestore(
  backup: string,
  storeFile: string,
  progress: Progress,
): Promise<Result<{ draft: string; facts: number }, Refusal>> {
  if (!existsSync(backup)) return refuse(`there is no file ${backup}`);
  if ((statSync(`${backup}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0)
    return refuse(`${backup} is a store in use, not a backup: make one with "db backup"`);
  const draft = `${storeFile}.restoring`;
  removeAll(draft);
  copyFileSync(backup, draft);
  try {
    const checked = await verifyFile(draft, progress);
    if (!checked.ok) {
      removeAll(draft);
      return refuse(`${backup} is damaged at fact ${checked.firstBad}: ${checked.why}`);
    }
    endSessionsIn(draft);
    syncFile(draft);
    // What looking at it left beside it.
    removeAll(draft, ['-wal', '-shm']);
    return accepted({ draft, facts: checked.facts });
  } catch (error) {
    removeAll(draft);
    if (error instanceof StoreRefused) return refuse(error.message.replaceAll(draft, backup), 78);
    throw error;
  }
}

/** Puts `draft` in the place of the store, which nobody has open, and keeps the old one as `….before-restore`. */
export function exchangeStore(draft: string, storeFile: string): void {
  const aside = `${storeFile}.before-restore`;
  removeAll(aside);
  if (existsSync(storeFile)) linkSync(storeFile, aside);
  moveIfThere(`${storeFile}-wal`, `${aside}-wal`);
  rmSync(`${storeFile}-shm`, { force: true });
  // Without its word on what was served, the store goes on under a new epoch: screens load it anew.
  rmSync(`${storeFile}.served`, { force: true });
  // In one step: there is a store under this name at every moment.
  renameSync(draft, storeFile);
  syncFile(dirname(storeFile));
}

/** Takes the store away, so that the next start makes a new one. It is kept as `….before-reset`. */
export function discardStore(storeFile: string): void {
  const aside = `${storeFile}.before-reset`;
  removeAll(aside);
  moveIfThere(`${storeFile}-wal`, `${aside}-wal`);
  rmSync(`${storeFile}-shm`, { force: true });
  moveIfThere(storeFile, aside);
  syncFile(dirname(storeFile));
}

function removeAll(file: string, parts: readonly string[] = ['', '-wal', '-shm']): void {
  for (const part of parts) rmSync(`${file}${part}`, { force: true });
}

function moveIfThere(from: string, to: string): void {
  if (existsSync(from)) renameSync(from, to);
}

/** Of a file its content, of a folder its names. */
function syncFile(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
