import type { Database } from 'better-sqlite3';
import { StoreRefused } from '../../store.ts';
import { GENESIS, link } from '../../rows/chain.ts';
import { openForReading } from '../connection.ts';
import { inspectFile, newer } from './header.ts';
import { headText, readHead, type Head } from '../log/log-rows.ts';
import { readSealed } from '../../sealed.ts';
import { readMeta } from '../meta.ts';
import { listDrawer } from '../records/drawer-rows.ts';
import { APPLICATION_ID, VERSION } from './schema.ts';

/** What of the chain's end a start looks at: so many facts, or so many characters, whichever is less. */
const TAIL_FACTS = 256;
const TAIL_CHARACTERS = 8_000_000;

/** Looks without touching. @throws {StoreRefused} with one line that says why. */
export function lookBeforeOpening(file: string): void {
  inspectFile(file);
  let db: Database | undefined;
  try {
    db = openForReading(file);
    const why = whyNot(db);
    if (why !== null) throw new StoreRefused(`${file} is not opened: ${why}`);
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    if (!/^SQLITE_(CORRUPT|NOTADB|ERROR|FORMAT)/.test(code)) throw error;
    throw new StoreRefused(`${file} is not opened: it is corrupt (${(error as Error).message})`);
  } finally {
    db?.close();
  }
}

/** What the header could not tell: it may be the WAL that has the newest first page. */
function whyNot(db: Database): string | null {
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > VERSION) return newer(version);
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) return 'it is a SQLite file of another program';
  const bad = firstBadOfTail(db);
  return bad === null ? null : `the log is damaged at fact ${bad}`;
}

/** The newest facts must be linked to one another, and the last must be the one that was written down as the last. */
function firstBadOfTail(db: Database): number | null {
  const head = readHead(db);
  const written = readMeta(db, 'head');
  if (written !== undefined && written !== headText(head)) return head.seq + 1;
  let after: Row | undefined;
  let facts = 0;
  let characters = 0;
  for (const fact of db.prepare<[], Row>('SELECT seq, body, hash FROM fact ORDER BY seq DESC').iterate()) {
    if (after && !follows(after, fact)) return after.seq;
    after = fact;
    characters += fact.body.length;
    if (++facts > TAIL_FACTS || characters > TAIL_CHARACTERS) return null;
  }
  return after && !follows(after, beforeFirst(db, after.seq)) ? after.seq : null;
}

/** What the oldest fact in the file must follow from: nothing, or the last of an archive file. */
function beforeFirst(db: Database, seq: number): Head {
  const last = seq > 1 ? readSealed(listDrawer(db, 'archive')).find((sealed) => sealed.last === seq - 1) : undefined;
  return last ? { seq: last.last, hash: Buffer.from(last.after, 'hex') } : { seq: 0, hash: GENESIS };
}

type Row = { seq: number; body: string; hash: Buffer };

function follows(after: Row, before: Head): boolean {
  return after.seq === before.seq + 1 && link(before.hash, after.body).equals(after.hash);
}
