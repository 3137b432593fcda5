import type { Database } from 'better-sqlite3';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Incident } from '#data/contract/incident.ts';
import { foldIncident, incidentOf } from '#data/fold/fold-incident.ts';
import type { Reported } from '../../store.ts';
import { openIncidentTable } from './incident-table.ts';
import type { KeptIncident } from '../../rows/brought-by.ts';
import { openKeptIncidents } from './kept-incident.ts';
import type { RollupRows } from './rollup-rows.ts';
import type { TextIndex } from './text-index.ts';
import type { Words } from '../../rows/words.ts';

/** The incident index of one connection. Changes of a transaction gather in memory until `flush`. */
export type IncidentRows = {
  fold(fact: LoggedFact): void;
  /** Another incident that the reference stands for; undefined where it stands for none, or for this one. */
  otherOf(reported: Reported): string | undefined;
  flush(): void;
};

type Touched = {
  /** Absent for an incident that is new, or that a report brings: it is looked up only where it cannot be inserted. */
  n: number | undefined;
  /** What it was before this transaction; of a new one, what the first of `seqs` made it. */
  before: Incident | undefined;
  now: Incident | undefined;
  seqs: number[];
};

export function openIncidents(db: Database, words: Words, rollups: RollupRows, texts: TextIndex): IncidentRows {
  const find = db.prepare<[string], { n: number } & KeptIncident>(
    'SELECT n, body, first, past_at FROM incident WHERE id = ?',
  );
  const byRef = db
    .prepare<[string, string], string>('SELECT id FROM incident WHERE source_ref = ? AND source = ? ORDER BY n LIMIT 1')
    .pluck();
  const rows = openIncidentTable(db, words, texts);
  const link = db.prepare<[number, number]>(
    'INSERT INTO incident_fact (incident, seq) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const rowOf = openKeptIncidents(db);
  const touched = new Map<string, Touched>();

  const lookUp = (id: string) => {
    const kept = find.get(id);
    return { n: kept?.n, before: kept && rowOf(kept) };
  };

  const touch = (id: string, isReport = false): Touched => {
    const already = touched.get(id);
    if (already) return already;
    // A report is what the incident is, whatever was there before.
    const { n, before } = isReport ? { n: undefined, before: undefined } : lookUp(id);
    const row: Touched = { n, before, now: before, seqs: [] };
    touched.set(id, row);
    return row;
  };

  const write = ({ n, before, now, seqs }: Touched) => {
    if (!now) return;
    if (n === undefined) {
      const [first, ...later] = seqs;
      const fresh = rows.insert(first!, now, now !== before);
      if (fresh !== undefined) {
        for (const seq of later) link.run(fresh, seq);
        return rollups.add(now);
      }
      ({ n, before } = lookUp(now.id));
      if (n === undefined) return;
    }
    for (const seq of seqs) link.run(n, seq);
    if (!before || now === before) return;
    rows.update(n, before, now);
    rollups.move(before, now);
  };

  const flush = () => {
    for (const row of touched.values()) write(row);
    touched.clear();
  };

  const addPast = (fact: Extract<LoggedFact, { kind: 'incidents.imported' }>) => {
    flush();
    fact.incidents.forEach((past, at) => {
      if (rows.insertPast(fact.seq, at, past)) rollups.add(past);
    });
  };

  const withdraw = (fact: Extract<LoggedFact, { kind: 'incidents.withdrawn' }>) => {
    flush();
    for (const { id } of fact.incidents) {
      const kept = find.get(id);
      if (kept && rows.removePast(fact.from, id)) rollups.remove(rowOf(kept));
    }
  };

  return {
    otherOf({ source, sourceRef, id }) {
      const first = byRef.get(sourceRef, source);
      return first === id ? undefined : first;
    },
    fold(fact) {
      if (fact.kind === 'incidents.imported') return addPast(fact);
      if (fact.kind === 'incidents.withdrawn') return withdraw(fact);
      const id = incidentOf(fact);
      if (id === undefined) return;
      const row = touch(id, fact.kind === 'incident.reported');
      row.now = foldIncident(row.now, fact);
      if (!row.now) return;
      row.before ??= row.now;
      row.seqs.push(fact.seq);
      if (fact.kind !== 'incident.merged') return;
      const into = touch(fact.into);
      if (into.now) into.seqs.push(fact.seq);
    },
    flush,
  };
}
