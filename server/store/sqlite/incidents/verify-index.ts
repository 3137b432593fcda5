import type { Database } from 'better-sqlite3';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Incident } from '#data/contract/incident.ts';
import { foldIncident, incidentOf } from '#data/fold/fold-incident.ts';
import { columnNames, columnsOf } from '../../rows/incident-columns.ts';
import type { KeptIncident } from '../../rows/brought-by.ts';
import { openKeptIncidents } from './kept-incident.ts';
import { parsedFact } from '../../rows/parsed-fact.ts';
import { readWords } from '../words.ts';

/** The incident index against the log. */
export type IndexCheck = {
  /** Why a fact's incident is not in the index as it must be; null when it is. */
  missing(fact: LoggedFact): string | null;
  /** The first row that is not what folding its facts gives. */
  firstWrong(): { firstBad: number; why: string } | null;
};

type Row = KeptIncident & { n: number; id: string };
const names = columnNames.split(', ');

export function createIndexCheck(db: Database): IndexCheck {
  const find = db.prepare<[string], { n: number; first: number }>('SELECT n, first FROM incident WHERE id = ?');
  const linked = db.prepare<[number, number], 1>('SELECT 1 FROM incident_fact WHERE incident = ? AND seq = ?').pluck();
  const laterFacts = db.prepare<[number], { seq: number; body: string }>(
    'SELECT seq, body FROM incident_fact JOIN fact USING (seq) WHERE incident = ? ORDER BY seq',
  );
  const withdrawn = new Set(withdrawnIds(db));
  const known = readWords(db);
  const words = (word: string) => known.get(word) ?? -1;
  const incidentAt = openKeptIncidents(db);

  return {
    missing(fact) {
      if (fact.kind === 'incidents.imported') {
        const lost = fact.incidents.find(({ id }) => find.get(id) === undefined && !withdrawn.has(id));
        return lost ? `its incident ${lost.id} is not in the index` : null;
      }
      if (fact.kind === 'incidents.withdrawn') {
        const left = fact.incidents.find(({ id }) => find.get(id)?.first === fact.from);
        return left ? `its incident ${left.id} is still in the index` : null;
      }
      const id = incidentOf(fact);
      if (id === undefined) return null;
      const row = find.get(id);
      if (!row) return brings(fact) ? `its incident ${id} is not in the index` : null;
      // What was said of an incident before there was one is in no timeline.
      if (fact.seq < row.first ? !brings(fact) : fact.seq === row.first) return null;
      return linked.get(row.n, fact.seq) === 1 ? null : `it is missing in the timeline of ${id}`;
    },
    firstWrong() {
      const rows = db.prepare<[], Row & Record<string, unknown>>(
        `SELECT n, body, first, past_at, ${columnNames} FROM incident ORDER BY n`,
      );
      for (const row of rows.iterate()) {
        const later = laterFacts
          .all(row.n)
          .map(({ seq, body }) => Object.assign(JSON.parse(body), { seq }) as LoggedFact);
        if (isAsTold(row, later)) continue;
        const firstBad = later.at(-1)?.seq ?? row.first;
        return { firstBad, why: `the index row of incident ${row.id} is not what its facts say` };
      }
      return null;
    },
  };

  function isAsTold(row: Row & Record<string, unknown>, later: readonly LoggedFact[]): boolean {
    const brought = asBrought(row);
    let told = brought;
    for (const fact of later) told = foldIncident(told, fact);
    if (!told || (row.body === null ? told !== brought : row.body !== JSON.stringify(told))) return false;
    const expected = columnsOf(told, words);
    return names.every((name, i) => row[name] === expected[i]);
  }

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

const brings = ({ kind }: LoggedFact) => kind === 'incident.reported' || kind === 'incident.reopened';
