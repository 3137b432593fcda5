import type { KeptFact } from '../../sealed.ts';
import type { Database } from 'better-sqlite3';
import type { NamedRow, Portion } from '../../archive/read-through.ts';
import type { FactQuery, FactRow } from '../../rows/fact-row.ts';

/** One message holds about so many characters at most, so that a log of large imports is handed over in bearable pieces. */
const MESSAGE_CHARACTERS = 8_000_000;

/** At least one fact when there is one, of those that the file holds itself. */
export function readFacts(db: Database, { after, limit, kind }: FactQuery): Portion {
  const select = db.prepare<(number | string)[], FactRow>(
    `SELECT seq, body, lower(hex(substr(hash, 1, 8))) FROM fact WHERE seq > ? ${kind === undefined ? '' : 'AND kind = ?'}
     ORDER BY seq LIMIT ?`,
  );
  const rows: FactRow[] = [];
  let characters = 0;
  for (const row of select.raw().iterate(after, ...(kind === undefined ? [] : [kind]), limit)) {
    rows.push(row);
    if ((characters += row[1].length) > MESSAGE_CHARACTERS) return { rows, isCut: true, oldest: oldestIn(db) };
  }
  return { rows, isCut: false, oldest: oldestIn(db) };
}

/** The oldest fact that the file holds itself; 1 where it holds none. */
export function oldestIn(db: Database): number {
  return db.prepare<[], number>('SELECT COALESCE(MIN(seq), 1) FROM fact').pluck().get()!;
}

/** Facts after `after` as the file holds them, oldest first. */
export function readKept(db: Database, { after, limit }: { after: number; limit: number }): KeptFact[] {
  const select = db.prepare<[number, number], KeptFact>(
    'SELECT seq, body, hash FROM fact WHERE seq > ? ORDER BY seq LIMIT ?',
  );
  const facts: KeptFact[] = [];
  let characters = 0;
  for (const fact of select.iterate(after, limit)) {
    facts.push(fact);
    if ((characters += fact.body.length) > MESSAGE_CHARACTERS) break;
  }
  return facts;
}

const asNamed = 'named.seq, body, lower(hex(substr(hash, 1, 8)))';

/** The facts that concern an incident: the one that brought it and those that came later. */
export function readTimeline(db: Database, id: string): NamedRow[] {
  const select = db.prepare<[string, string], NamedRow>(
    `SELECT ${asNamed} FROM (
       SELECT first AS seq FROM incident WHERE id = ?
       UNION SELECT seq FROM incident_fact WHERE incident = (SELECT n FROM incident WHERE id = ?)
     ) AS named LEFT JOIN fact USING (seq) ORDER BY named.seq`,
  );
  return select.raw().all(id, id);
}

/** The first fact of the entry that was kept under that key. */
export function readKeyed(db: Database, key: string): NamedRow | null {
  const select = db.prepare<[string], NamedRow>(
    `SELECT ${asNamed} FROM (SELECT first AS seq FROM entry_key WHERE key = ?) AS named LEFT JOIN fact USING (seq)`,
  );
  return select.raw().get(key) ?? null;
}
