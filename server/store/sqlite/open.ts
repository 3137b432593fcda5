import type { Store } from '../store.ts';
import { startSqliteStore, type SqliteOptions } from './sqlite-store.ts';

export type { SqliteOptions };

/**
 * The store on one SQLite file, made when it is not there. What it acknowledges is on the disk.
 * @throws {StoreRefused} when the file must not be opened; it is then untouched.
 */
export function openSqliteStore(options: SqliteOptions): Promise<Store> {
  return startSqliteStore(options, 'FULL');
}
