import Database from 'better-sqlite3';
import { StoreUnavailable } from '../store.ts';
import { openForWriting } from './connection.ts';
import type { Head } from './log-rows.ts';
import { hex, openFile, type FileOptions } from './open-file.ts';
import { openSession, type Answer, type Request, type Session } from './session.ts';

/**
 * Commits, and gets over disk trouble: a connection whose commit failed is given up, and the next
 * attempt opens another one.
 */
export type Keeper = {
  readonly epoch: string;
  head(): Head;
  /** @throws {StoreUnavailable} when the disk or the lock refused; then nothing was kept. */
  commit(requests: readonly Request[]): Answer[];
  /** Writes 32 kB and takes them back. @throws {StoreUnavailable} */
  probe(): void;
  close(): void;
};

export function openKeeper(options: FileOptions): Keeper {
  const opened = openFile(options);
  const { epoch, served } = opened;
  let db: Database.Database | undefined = opened.db;
  let session: Session | undefined = openSession(opened.db, options.hourShift);
  let head = session.head();

  const giveUp = () => {
    session = undefined;
    try {
      db?.close();
    } finally {
      db = undefined;
    }
  };

  const connect = (): { db: Database.Database; session: Session } => {
    if (db && session) return { db, session };
    db = openForWriting(options.file, options);
    session = openSession(db, options.hourShift);
    const found = session.head();
    if (found.seq !== head.seq || hex(found.hash) !== hex(head.hash)) {
      throw new StoreUnavailable(
        `the file ends at fact ${found.seq}, but fact ${head.seq} was committed: restart to go on with a new epoch`,
      );
    }
    return { db, session };
  };

  const attempt = <T>(work: (open: { db: Database.Database; session: Session }) => T): T => {
    try {
      return work(connect());
    } catch (error) {
      giveUp();
      throw isTrouble(error) ? new StoreUnavailable(`the store cannot commit: ${(error as Error).message}`) : error;
    }
  };

  return {
    epoch,
    head: () => head,
    commit(requests) {
      const answers = attempt(({ session }) => {
        const answers = session.commit(requests);
        head = session.head();
        return answers;
      });
      recordServed();
      return answers;
    },
    probe: () =>
      attempt(({ db }) => {
        db.exec('INSERT INTO probe (body) VALUES (zeroblob(32768))');
        db.exec('DELETE FROM probe');
      }),
    close() {
      db?.close();
      served.close();
    },
  };

  function recordServed(): void {
    try {
      served.write({ epoch, seq: head.seq, hash: hex(head.hash) });
    } catch {
      // The commit stands, and an older record is still a true one.
    }
  }
}

/** The machine's trouble, not a mistake in a request. */
function isTrouble(error: unknown): boolean {
  return error instanceof Database.SqliteError && !/^SQLITE_(CONSTRAINT|MISMATCH|RANGE|TOOBIG|ERROR)/.test(error.code);
}
