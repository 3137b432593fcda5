import type { Database } from 'better-sqlite3';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Incident } from '#data/contract/incident.ts';
import { wrongRow, type IndexLookups, type IndexRow } from '../../checks/index-check.ts';
import type { Bad } from '../../checks/log-check.ts';
import type { KeptIncident } from '../../rows/brought-by.ts';
import { columnNames } from '../../rows/incident-columns.ts';
import { parsedFact } from '../../rows/parsed-fact.ts';
import { readWords } from '../words.ts';
import { openKeptIncidents } from './kept-incident.ts';

type Row = KeptIncident & IndexRow & { n: number };

export function openIndexLookups(db: Database): IndexLookups {
  const find = db.prepare<[string], { n: number; first: number }>('SELECT n, first FROM incident WHERE id = ?');
  const linked = db.prepare<[number, number], 1>('SELECT 1 FROM incident_fact WHERE incident = ? AND seq = ?').pluck();
  return {
    find: (id) => find.get(id),
    isLinked: (n, seq) => linked.get(n, seq) === 1,
    withdrawn: new Set(withdrawnIds(db)),
  };
}

/** The first row that is not what folding its facts gives. */
export function firstWrongRow(db: Database): Bad | null {
  const rows = db.prepare<[], Row>(`SELECT n, body, first, past_at, ${columnNames} FROM incident ORDER BY n`);
  const laterFacts = db.prepare<[number], { seq: number; body: string }>(
    'SELECT seq, body FROM incident_fact JOIN fact USING (seq) WHERE incident = ? ORDER BY seq',
  );
  const known = readWords(db);
  const words = (word: string) => known.get(word) ?? -1;
  const incidentAt = openKeptIncidents(db);
  for (const row of rows.iterate()) {
    const later = laterFacts.all(row.n).map(({ seq, body }) => Object.assign(JSON.parse(body), { seq }) as LoggedFact);
    const wrong = wrongRow(row, { brought: asBrought(row), later, words });
    if (wrong) return wrong;
  }
  return null;

  function asBrought(row: Row): Incident | undefined {
    try {
      return incidentAt({ ...row, body: null });
    } catch {
      return undefined;
    }
  }
}

function* withdrawnIds(db: Database): Generator<string> {
  const bodies = db.prepare<[], string>("SELECT body FROM fact WHERE kind = 'incidents.withdrawn'").pluck();
  for (const body of bodies.iterate()) {
    const fact = parsedFact(body);
    if (fact?.kind === 'incidents.withdrawn') for (const { id } of fact.incidents) yield id;
  }
}
