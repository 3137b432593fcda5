import type { Database } from 'better-sqlite3';
import { StoreUnavailable } from '../../store.ts';
import { newestChange } from '../records/change-rows.ts';
import { openForReading, openForWriting } from '../connection.ts';
import type { Head } from '../log/log-rows.ts';
import { hex, openFile, type FileOptions } from '../opening/open-file.ts';
import { isTrouble } from '../trouble.ts';
import { openWriting, type Answer, type Request, type Writing } from './writing.ts';

/**
 * Commits, and gets over disk trouble: a connection whose commit failed is given up, and the next
 * attempt opens another one.
 */
export type Keeper = {
  readonly epoch: string;
  /** Number of the newest change when the file was opened. */
  readonly change: number;
  /** The end of what was committed. */
  head(): Head;
  /** @throws {StoreUnavailable} when the disk or a lock refused; then nothing was kept. */
  commit(requests: readonly Request[]): Answer[];
  /** Pages of the WAL that are not in the file yet; 0 while the disk does not tell. */
  uncopied(): number;
  /** After a copying: takes the few pages that came meanwhile into the file, so that a long WAL begins anew. */
  copyRest(): void;
  /** Takes a little more into the index of texts; false when there is no more. @throws {StoreUnavailable} */
  indexMore(): boolean;
  /** Writes 32 kB and takes them back. @throws {StoreUnavailable} */
  probe(): void;
  close(): void;
};

type Line = { db: Database; writing: Writing; uncopied(): number; copyRest(): void };

/** Pages of 4 kB that the WAL may hold: a commit that finds as many copies what is left itself. */
export const MOST_PAGES = 16_000;
/** From so many on it is long; and so few are copied between two commits within milliseconds. */
export const LONG_PAGES = 4000;
const FEW_PAGES = 1000;

export function openKeeper(options: FileOptions): Keeper {
  const { db, epoch, served } = openFile(options);
  const anchor = openAnchor(options.file);
  const change = newestChange(db);
  let line: Line | undefined = openLine(db, openWriting(db, options.hourShift));
  let head = line.writing.head();

  function attempt<T>(work: (line: Line) => T): T {
    let db: Database | undefined = line?.db;
    try {
      db ??= openForWriting(options.file, options);
      line ??= openLine(db, onlyAt(head, openWriting(db, options.hourShift)));
      return work(line);
    } catch (error) {
      line = undefined;
      db?.close();
      throw isTrouble(error)
        ? new StoreUnavailable(`the store cannot commit: ${(error as Error).message}`, { cause: error })
        : error;
    }
  }

  function recordServed(): void {
    try {
      served.write({ epoch, seq: head.seq, hash: hex(head.hash) });
    } catch {
      // The commit stands, and an older record is still a true one.
    }
  }

  return {
    epoch,
    change,
    head: () => head,
    commit(requests) {
      const answers = attempt(({ writing }) => writing.commit(requests));
      head = line!.writing.head();
      recordServed();
      return answers;
    },
    uncopied() {
      try {
        return line?.uncopied() ?? 0;
      } catch {
        // What was committed stands, and the next commit asks again.
        return 0;
      }
    },
    copyRest() {
      try {
        line?.copyRest();
      } catch {
        // What was committed stands, and it is tried again after the next copying.
      }
    },
    indexMore: () => attempt(({ writing }) => writing.indexMore()),
    probe: () =>
      attempt(({ db }) => {
        db.exec('INSERT INTO probe (body) VALUES (zeroblob(32768))');
        db.exec('DELETE FROM probe');
      }),
    close() {
      anchor.close();
      line?.db.close();
      served.close();
    },
  };
}

function openLine(db: Database, writing: Writing): Line {
  db.pragma(`wal_autocheckpoint = ${MOST_PAGES}`);
  const count = db.prepare<[], { log: number; checkpointed: number }>('PRAGMA wal_checkpoint(NOOP)');
  const copy = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');
  return {
    db,
    writing,
    uncopied() {
      const { log, checkpointed } = count.get()!;
      return log - checkpointed;
    },
    copyRest() {
      const { log, checkpointed } = count.get()!;
      if (log >= LONG_PAGES && log - checkpointed <= FEW_PAGES) copy.get();
    },
  };
}

/**
 * Held open so that the writing connection is never the last one: SQLite would then rebuild its
 * index of the WAL from the file and find the frames of a commit whose sync had failed.
 */
function openAnchor(file: string): Database {
  const anchor = openForReading(file);
  anchor.pragma('user_version');
  return anchor;
}

/** Facts that came or went behind our back must not be built upon. */
function onlyAt(head: Head, writing: Writing): Writing {
  const found = writing.head();
  if (found.seq === head.seq && hex(found.hash) === hex(head.hash)) return writing;
  throw new StoreUnavailable(`the log ends at fact ${found.seq} instead of ${head.seq}: somebody else wrote the file`);
}
