import type { Database } from 'better-sqlite3';
import type { Change } from '../../store.ts';
import { readMeta, writeMeta } from '../meta.ts';

/** So many newest removals are told one by one; who is further behind reads everything anew. */
const KEPT_REMOVALS = 1000;
/** How many changes go by between two looks at what may be forgotten. */
const TRIM_EVERY = 256;

/**
 * What follows changes is in the schema itself, so that no writer of the file can leave it out: each
 * thing that is kept in a drawer (photos, which never change, excepted) or as a token has the number
 * of its newest change, and so has what was taken out.
 */
export const changeTables = `
  CREATE TABLE change (
    drawer TEXT NOT NULL, id TEXT NOT NULL, n INTEGER NOT NULL UNIQUE, gone INTEGER NOT NULL, PRIMARY KEY (drawer, id)
  ) STRICT, WITHOUT ROWID;
  ${noting('drawer_put', 'AFTER INSERT ON drawer', 'NEW.drawer', 'NEW.id', 0)}
  ${noting('drawer_removed', 'AFTER DELETE ON drawer', 'OLD.drawer', 'OLD.id', 1)}
  ${noting('token_added', 'AFTER INSERT ON token', `'token'`, 'NEW.sha256', 0)}
  ${noting('token_revoked', 'AFTER DELETE ON token', `'token'`, 'OLD.sha256', 1)}
`;

/** REPLACE, and not an UPDATE of the row that conflicts: a number is counted up before the old row goes. */
function noting(name: string, when: string, drawer: string, id: string, gone: 0 | 1): string {
  return `CREATE TRIGGER ${name} ${when} WHEN ${drawer} <> 'photo' BEGIN
    INSERT OR REPLACE INTO change (drawer, id, n, gone)
    VALUES (${drawer}, ${id}, (SELECT COALESCE(MAX(n), 0) + 1 FROM change), ${gone});
  END;`;
}

/** The number of the newest change, of all or of one drawer; 0 when there was none. */
export function newestChange(db: Database, drawer?: string): number {
  const ofAll = 'SELECT COALESCE(MAX(n), 0) FROM change';
  if (drawer === undefined) return db.prepare<[], number>(ofAll).pluck().get()!;
  return db.prepare<[string], number>(`${ofAll} WHERE drawer = ?`).pluck().get(drawer)!;
}

type Row = { n: number; drawer: string; id: string; body: Change['body'] };

/** Changes after `n`, oldest first; null when they are not all known, or `n` is of another store. */
export function readChanges(db: Database, n: number): { upto: number; changes: Change[] | null } {
  const upto = newestChange(db);
  if (n > upto || n < Number(readMeta(db, 'changeFloor') ?? 0)) return { upto, changes: null };
  const rows = db
    .prepare<[number], Row>(
      `SELECT n, change.drawer, change.id, COALESCE(drawer.body, token.body) AS body FROM change
       LEFT JOIN drawer ON drawer.drawer = change.drawer AND drawer.id = change.id
       LEFT JOIN token ON change.drawer = 'token' AND token.sha256 = change.id
       WHERE n > ? ORDER BY n`,
    )
    .all(n);
  return { upto, changes: rows.map((row) => ({ ...row, drawer: row.drawer as Change['drawer'] })) };
}

/** Forgets the oldest removals now and then; inside the caller's transaction. */
export function trimChanges(db: Database): void {
  if (newestChange(db) % TRIM_EVERY !== 0) return;
  const floor = db
    .prepare<[number], number>('SELECT n FROM change WHERE gone = 1 ORDER BY n DESC LIMIT 1 OFFSET ?')
    .pluck()
    .get(KEPT_REMOVALS);
  if (floor === undefined) return;
  db.prepare('DELETE FROM change WHERE gone = 1 AND n <= ?').run(floor);
  writeMeta(db, 'changeFloor', String(floor));
}
