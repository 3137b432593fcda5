import { renameSync } from 'node:fs';
import { accepted, type Result } from '#data/kit/result.ts';
import { withoutPassword } from '../access/person-record.ts';
import type { WholeStore } from '../choose-store.ts';
import { messageOf } from '../exit.ts';
import { carry, nothingToCarry, type Dump } from '../store/carry.ts';
import type { HeldStill } from '../store/held-still.ts';
import { dumpFile } from '../store/sqlite/carry/carry-file.ts';
import { settleAccess, type AccessAfter } from '../store/sqlite/carry-access.ts';
import { prepareRestore, removeStore } from '../store/sqlite/restore.ts';
import type { Store } from '../store/store.ts';
import { refuse, type ActionRefusal, type Progress } from './action.ts';

type Parts = {
  store: Store;
  whole: WholeStore;
  holdStill(): Promise<HeldStill>;
  /** Where a store's file would be: what the database held is kept beside it. */
  storeFile: string;
  /** Folder of the archive files. */
  archiveDir: string;
};

/**
 * Puts a backup in the place of what the database holds, for every process on it. `kept`: where that is by then, a file
 * `….before-restore`, or a schema of the database where no whole copy could be made of it.
 */
export async function restoreDatabase(
  parts: Parts,
  { file, keepAccess, progress }: { file: string; keepAccess: boolean; progress: Progress },
): Promise<Result<{ facts: number; access: AccessAfter; kept: string }, ActionRefusal>> {
  return standing(parts, 'restore', async (present, put) => {
    const draft = await prepareRestore(file, present, progress, parts.archiveDir);
    if (!draft.ok) return refuse(draft.refusal.why, draft.refusal.isForeign ? 78 : 1);
    const { facts, ...restoring } = draft.value;
    try {
      const access = settleAccess({ ...restoring, storeFile: present, keep: keepAccess, withoutPassword });
      const kept = await put(await dumpFile(restoring.draft, parts.archiveDir), progress);
      return accepted({ facts, access, kept });
    } finally {
      removeStore(restoring.draft);
    }
  });
}

/** Empties the database, for every process on it; what it held is kept as `….before-reset`, or as restoreDatabase says. */
export function emptyDatabase(parts: Parts): Promise<Result<{ kept: string }, ActionRefusal>> {
  return standing(parts, 'reset', async (_present, put) => {
    return accepted({ kept: await put(nothingToCarry, () => {}) });
  });
}

type Put = (dump: Dump, progress: Progress) => Promise<string>;

/**
 * Does `work` while nobody writes, with a file of what is there at present, and a way to put another store in its place.
 * There is no such file where what is there could not be copied whole: that never stops what is to mend it.
 */
async function standing<T>(
  { store, whole, holdStill, storeFile }: Parts,
  before: 'restore' | 'reset',
  work: (present: string, put: Put) => Promise<T>,
): Promise<T> {
  const still = await holdStill();
  const present = `${storeFile}.present`;
  try {
    removeStore(present);
    const notCopied = await store.backup(present).then(() => null, messageOf);
    if (notCopied !== null) removeStore(present);
    return await work(present, async (dump, progress) => {
      await still.check();
      const schema = `before_${before}_${new Date().toISOString().replaceAll(/\D/g, '')}`;
      await carry(dump, await whole.replace(notCopied === null ? undefined : schema), progress);
      if (notCopied !== null)
        return `the schema ${schema} of the database, for it could not be copied whole: ${notCopied}`;
      const aside = `${storeFile}.before-${before}`;
      removeStore(aside);
      renameSync(present, aside);
      return aside;
    });
  } finally {
    await still.release();
    removeStore(present);
  }
}
