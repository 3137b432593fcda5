import type { Database } from 'better-sqlite3';
import type { FactPortion, FactQuery, FactRow } from '../../rows/fact-row.ts';

/** One message holds about so many characters at most, so that a log of large imports is handed over in bearable pieces. */
const MESSAGE_CHARACTERS = 8_000_000;

/** At least one fact when there is one. */
export function readFacts(db: Database, { after, limit, kind }: FactQuery): FactPortion {
  const select = db.prepare<(number | string)[], FactRow>(
    `SELECT seq, body, lower(hex(substr(hash, 1, 8))) FROM fact WHERE seq > ? ${kind === undefined ? '' : 'AND kind = ?'}
     ORDER BY seq LIMIT ?`,
  );
  const rows: FactRow[] = [];
  let characters = 0;
  for (const row of select.raw().iterate(after, ...(kind === undefined ? [] : [kind]), limit)) {
    rows.push(row);
    if ((characters += row[1].length) > MESSAGE_CHARACTERS) return { rows, isCut: true };
  }
  return { rows, isCut: false };
}

/** The facts that concern an incident: the one that brought it and those that came later. */
export function readTimeline(db: Database, id: string): FactRow[] {
  const select = db.prepare<[string, string], FactRow>(
    `SELECT seq, body, lower(hex(substr(hash, 1, 8))) FROM fact WHERE seq IN (
       SELECT first FROM incident WHERE id = ?
       UNION SELECT seq FROM incident_fact WHERE incident = (SELECT n FROM incident WHERE id = ?)
     ) ORDER BY seq`,
  );
  return select.raw().all(id, id);
}

/** The first fact of the entry that was kept under that key. */
export function readKeyed(db: Database, key: string): FactRow | null {
  const select = db.prepare<[string], FactRow>(
    `SELECT seq, body, lower(hex(substr(hash, 1, 8))) FROM fact WHERE seq = (SELECT first FROM entry_key WHERE key = ?)`,
  );
  return select.raw().get(key) ?? null;
}
