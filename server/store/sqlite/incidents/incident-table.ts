import type { Database, RunResult } from 'better-sqlite3';
import type { Incident, PastIncident } from '#data/contract/incident.ts';
import { columnNames, columnsOf, pastColumnsOf } from '../../rows/incident-columns.ts';
import type { TextIndex } from './text-index.ts';
import type { Words } from '../../rows/words.ts';

/** The statements that write rows of the incident index. */
export type IncidentTable = {
  /** Its n; undefined where there is one with that id already. Needs a body of its own when it is no longer what fact `first` said. */
  insert(first: number, row: Incident, ownBody: boolean): number | undefined;
  /** False when there was one with that id already, which then stays. */
  insertPast(first: number, at: number, past: PastIncident): boolean;
  /** What fact `first` brought and nothing has happened to since; false when it is not there (any more). */
  removePast(first: number, id: string): boolean;
  update(n: number, before: Incident, now: Incident): void;
};

const names = columnNames.split(', ');
const marks = names.map(() => '?').join(', ');
/** What the life of an incident changes. The rest is in indexes, which an UPDATE that names it would rewrite. */
const living = ['rev', 'open', 'state', 'priority', 'category', 'cell', 'text'];

export function openIncidentTable(db: Database, words: Words, texts: TextIndex): IncidentTable {
  const insert = db.prepare(
    `INSERT INTO incident (first, body, ${columnNames}) VALUES (?, ?, ${marks}) ON CONFLICT DO NOTHING`,
  );
  const insertPast = db.prepare(
    `INSERT INTO incident (first, past_at, ${columnNames}) VALUES (?, ?, ${marks}) ON CONFLICT DO NOTHING`,
  );
  const removePast = db
    .prepare<[string, number], number>(
      `DELETE FROM incident WHERE id = ? AND first = ? AND past_at IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM incident_fact WHERE incident = n) RETURNING n`,
    )
    .pluck();
  const set = (names: readonly string[]) =>
    db.prepare(`UPDATE incident SET ${names.map((name) => `${name} = ?`).join(', ')}, body = ? WHERE n = ?`);
  const updateAll = set(names);
  const updateLiving = set(living);

  return {
    insert(first, row, ownBody) {
      const body = ownBody ? JSON.stringify(row) : null;
      const done = insert.run(first, body, ...columnsOf(row, words));
      return done.changes === 1 ? written(done) : undefined;
    },
    insertPast(first, at, past) {
      const done = insertPast.run(first, at, ...pastColumnsOf(past, words));
      if (done.changes === 1) written(done);
      return done.changes === 1;
    },
    removePast(first, id) {
      const n = removePast.get(id, first);
      if (n !== undefined) texts.removed(n);
      return n !== undefined;
    },
    update(n, before, now) {
      const columns = columnsOf(now, words);
      const [statement, values] = isSameReport(before, now)
        ? [updateLiving, living.map((name) => columns[names.indexOf(name)]!)]
        : [updateAll, columns];
      statement.run(...values, JSON.stringify(now), n);
      if (!isSameText(before, now)) texts.written(n);
    },
  };

  function written({ lastInsertRowid }: RunResult): number {
    const n = Number(lastInsertRowid);
    texts.written(n);
    return n;
  }
}

function isSameText(a: Incident, b: Incident): boolean {
  return a.number === b.number && a.title === b.title && a.description === b.description && a.address === b.address;
}

function isSameReport(a: Incident, b: Incident): boolean {
  return (
    a.reportedAt === b.reportedAt &&
    a.source === b.source &&
    a.sourceRef === b.sourceRef &&
    a.areas.join() === b.areas.join()
  );
}
