import Database from 'better-sqlite3';
import { dirname } from 'node:path';
import { keepPrivate, makePrivateFolder } from '../../private-files.ts';
import { StoreRefused } from '../../store.ts';

/** Ownership of a store file, given back by `release` or by the death of the process. */
export type Owner = { release(): void };

/**
 * One process at a time writes a store: each counts on knowing its head. The lock is SQLite's own
 * on an empty file beside it (its folder is made), so that the kernel lets go of it whatever kills us.
 */
export function takeOwnership(file: string): Owner {
  makePrivateFolder(dirname(file));
  const lock = new Database(`${file}.lock`, { timeout: 0 });
  keepPrivate(`${file}.lock`);
  try {
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
    return { release: () => void lock.close() };
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
    throw new StoreRefused(`${file} is not opened: another process has it open`);
  }
}
