import Database from 'better-sqlite3';
import { StoreUnavailable } from '../store.ts';

/** How far a commit goes before it counts: FULL syncs the WAL at every commit, NORMAL only at checkpoints. */
export type Synchronous = 'FULL' | 'NORMAL';
const levels: Record<Synchronous, number> = { NORMAL: 1, FULL: 2 };

export type WritingOptions = {
  synchronous: Synchronous;
  /** Milliseconds to wait for somebody else's write lock. */
  busyMs: number;
  /** The file never grows beyond this many bytes. */
  maxBytes?: number | undefined;
};

/**
 * A connection that writes. A WAL file reopens as NORMAL, so FULL is set on every open and read
 * back. @throws {StoreUnavailable} when the file does not take what was set.
 */
export function openForWriting(file: string, { synchronous, busyMs, maxBytes }: WritingOptions): Database.Database {
  const db = new Database(file, { fileMustExist: true, timeout: busyMs });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma(`synchronous = ${synchronous}`);
    db.pragma('fullfsync = 1');
    db.pragma('checkpoint_fullfsync = 1');
    db.pragma('cache_size = -24576');
    db.pragma('trusted_schema = OFF');
    // The key of a contact that was deleted stands in no page that is written anyway.
    db.pragma('secure_delete = FAST');
    if (maxBytes !== undefined) {
      const pageSize = db.pragma('page_size', { simple: true }) as number;
      db.pragma(`max_page_count = ${Math.floor(maxBytes / pageSize)}`);
    }
    const level = db.pragma('synchronous', { simple: true });
    const journal = db.pragma('journal_mode', { simple: true });
    if (level !== levels[synchronous] || journal !== 'wal') {
      throw new StoreUnavailable(
        `SQLite took synchronous=${String(level)} and journal_mode=${String(journal)} instead of ${synchronous} and WAL`,
      );
    }
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A connection that never writes, neither rows nor a checkpoint. */
export function openForReading(file: string): Database.Database {
  const db = new Database(file, { fileMustExist: true, readonly: true, timeout: 5000 });
  db.pragma('cache_size = -8192');
  db.pragma('trusted_schema = OFF');
  return db;
}
