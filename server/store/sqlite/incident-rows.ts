import type { Database } from 'better-sqlite3';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Incident } from '#data/contract/incident.ts';
import { foldIncident, incidentOf } from '#data/fold/fold-incident.ts';
import { columnNames, columnsOf, pastColumnsOf } from './incident-columns.ts';
import { openKeptIncidents, type ImportFact, type KeptIncident } from './past-incident.ts';
import type { RollupRows } from './rollup-rows.ts';
import type { Words } from './words.ts';

/** The incident index of one connection. Changes of a transaction gather in memory until `flush`. */
export type IncidentRows = {
  /** The revision it is at, 0 when there is no such incident. */
  rev(id: string): number;
  fold(fact: LoggedFact): void;
  flush(): void;
};

type Touched = { n: number | undefined; before: Incident | undefined; now: Incident | undefined; seqs: number[] };

const places = columnNames.replaceAll(/\w+/g, '?');
const updates = columnNames.replaceAll(/\w+/g, '$& = ?');

export function openIncidents(db: Database, words: Words, rollups: RollupRows): IncidentRows {
  const find = db.prepare<[string], { n: number } & KeptIncident>(
    'SELECT n, body, past_in, past_at FROM incident WHERE id = ?',
  );
  const insert = db.prepare(`INSERT INTO incident (${columnNames}) VALUES (${places})`);
  const insertPast = db.prepare(
    `INSERT INTO incident (past_in, past_at, ${columnNames}) VALUES (?, ?, ${places}) ON CONFLICT DO NOTHING`,
  );
  const update = db.prepare(`UPDATE incident SET ${updates} WHERE n = ?`);
  const concern = db.prepare<[number, number]>(
    'INSERT INTO incident_fact (incident, seq) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const rowOf = openKeptIncidents(db);
  const touched = new Map<string, Touched>();

  const touch = (id: string): Touched => {
    const already = touched.get(id);
    if (already) return already;
    const kept = find.get(id);
    const before = kept && rowOf(kept);
    const row: Touched = { n: kept?.n, before, now: before, seqs: [] };
    touched.set(id, row);
    return row;
  };

  const flush = () => {
    for (const { n: known, before, now, seqs } of touched.values()) {
      if (!now) continue;
      const n = known ?? Number(insert.run(columnsOf(now, words)).lastInsertRowid);
      for (const seq of seqs) concern.run(n, seq);
      if (now === before) continue;
      if (before) {
        update.run(...columnsOf(now, words), n);
        rollups.count(before, -1);
      }
      rollups.count(now, 1);
    }
    touched.clear();
  };

  const addPast = (fact: ImportFact) => {
    flush();
    fact.incidents.forEach((past, at) => {
      const { changes } = insertPast.run(fact.seq, at, ...pastColumnsOf(past, words));
      if (changes === 1) rollups.count(past, 1);
    });
  };

  return {
    rev: (id) => touch(id).now?.rev ?? 0,
    fold(fact) {
      if (fact.kind === 'incidents.imported') return addPast(fact);
      const id = incidentOf(fact);
      if (id === undefined) return;
      const row = touch(id);
      row.now = foldIncident(row.now, fact);
      if (!row.now) return;
      row.seqs.push(fact.seq);
      if (fact.kind !== 'incident.merged') return;
      const into = touch(fact.into);
      if (into.now) into.seqs.push(fact.seq);
    },
    flush,
  };
}
