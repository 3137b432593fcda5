import type { Database } from 'better-sqlite3';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Incident } from '#data/contract/incident.ts';
import { wrongRow, type IndexLookups, type IndexRow } from '../../checks/index-check.ts';
import type { Bad } from '../../checks/log-check.ts';
import { ArchiveUnreadable } from '../../archive/unreadable.ts';
import type { ArchivedBodies } from '../../archive/archived-bodies.ts';
import type { KeptIncident } from '../../rows/brought-by.ts';
import { columnNames } from '../../rows/incident-columns.ts';
import { parsedFact } from '../../rows/parsed-fact.ts';
import { readWords } from '../words.ts';
import { openKeptIncidents } from './kept-incident.ts';

type Row = KeptIncident & IndexRow & { n: number };

export function openIndexLookups(db: Database, archived: ArchivedBodies, oldest: number): IndexLookups {
  const find = db.prepare<[string], { n: number; first: number }>('SELECT n, first FROM incident WHERE id = ?');
  const linked = db.prepare<[number, number], 1>('SELECT 1 FROM incident_fact WHERE incident = ? AND seq = ?').pluck();
  return {
    find: (id) => find.get(id),
    isLinked: (n, seq) => linked.get(n, seq) === 1,
    withdrawn: new Set(withdrawnIds(db, archived, oldest)),
  };
}

/** The first row that is not what folding its facts gives. */
export function firstWrongRow(db: Database, archived: ArchivedBodies): Bad | null {
  const rows = db.prepare<[], Row>(`SELECT n, body, first, past_at, ${columnNames} FROM incident ORDER BY n`);
  const laterFacts = db.prepare<[number], { seq: number; body: string | null }>(
    'SELECT seq, body FROM incident_fact LEFT JOIN fact USING (seq) WHERE incident = ? ORDER BY seq',
  );
  const known = readWords(db);
  const words = (word: string) => known.get(word) ?? -1;
  const incidentAt = openKeptIncidents(db, archived.at);
  const read = ({ seq, body }: { seq: number; body: string | null }) =>
    Object.assign(JSON.parse(body ?? archived.at(seq) ?? '{}'), { seq }) as LoggedFact;
  for (const row of rows.iterate()) {
    const later = laterFacts.all(row.n).map(read);
    const wrong = wrongRow(row, { brought: asBrought(row), later, words });
    if (wrong) return wrong;
  }
  return null;

  function asBrought(row: Row): Incident | undefined {
    try {
      return incidentAt({ ...row, body: null });
    } catch (error) {
      if (error instanceof ArchiveUnreadable) throw error;
      return undefined;
    }
  }
}

function* withdrawnIds(db: Database, archived: ArchivedBodies, oldest: number): Generator<string> {
  const bodies = db.prepare<[], string>("SELECT body FROM fact WHERE kind = 'incidents.withdrawn'").pluck();
  for (const body of both(archived.ofKind('incidents.withdrawn', oldest), bodies.iterate())) {
    const fact = parsedFact(body);
    if (fact?.kind === 'incidents.withdrawn') for (const { id } of fact.incidents) yield id;
  }
}

function* both<T>(one: Iterable<T>, other: Iterable<T>): Generator<T> {
  yield* one;
  yield* other;
}
