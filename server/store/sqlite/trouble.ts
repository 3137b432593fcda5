import Database from 'better-sqlite3';
import { StoreRefused, StoreUnavailable } from '../store.ts';

/** The machine's trouble (disk, lock, permission), not a mistake in a request. */
export function isTrouble(error: unknown): boolean {
  return error instanceof Database.SqliteError && !/^SQLITE_(CONSTRAINT|MISMATCH|RANGE|TOOBIG|ERROR)/.test(error.code);
}

/** A file or folder that cannot be opened now, said in one line. */
export function openingError(file: string, error: unknown): unknown {
  if (error instanceof StoreRefused || error instanceof StoreUnavailable) return error;
  if (!(error instanceof Error) || !('code' in error)) return error;
  return new StoreUnavailable(`${file} cannot be opened: ${error.message}`, { cause: error });
}
