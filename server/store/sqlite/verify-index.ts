import type { Database } from 'better-sqlite3';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Incident } from '#data/contract/incident.ts';
import { foldIncident, incidentOf } from '#data/fold/fold-incident.ts';
import { columnNames, columnsOf, pastColumnsOf, type IncidentColumns } from './incident-columns.ts';
import { incidentFromPast, openImports, type ImportFact } from './past-incident.ts';
import { readWords } from './words.ts';

/** The incident index against the log. */
export type IndexCheck = {
  /** Why a fact's incident is not in the index as it must be; null when it is. */
  missing(fact: LoggedFact): string | null;
  /** The first row that is not what folding its facts gives. */
  firstWrong(): { firstBad: number; why: string } | null;
};

type Row = { n: number; id: string; past_in: number | null; past_at: number | null };
const names = columnNames.split(', ');

export function createIndexCheck(db: Database): IndexCheck {
  const find = db.prepare<[string], { n: number; since: number }>(
    `SELECT n, COALESCE(past_in, (SELECT MIN(seq) FROM incident_fact WHERE incident = n), 0) AS since
     FROM incident WHERE id = ?`,
  );
  const linked = db.prepare<[number, number], 1>('SELECT 1 FROM incident_fact WHERE incident = ? AND seq = ?').pluck();
  const factsOf = db.prepare<[number], { seq: number; body: string }>(
    'SELECT seq, body FROM incident_fact JOIN fact USING (seq) WHERE incident = ? ORDER BY seq',
  );
  const known = readWords(db);
  const words = (word: string) => known.get(word) ?? -1;
  const importAt = openImports(db);

  return {
    missing(fact) {
      if (fact.kind === 'incidents.imported') {
        const lost = fact.incidents.find(({ id }) => find.get(id) === undefined);
        return lost ? `its incident ${lost.id} is not in the index` : null;
      }
      const id = incidentOf(fact);
      if (id === undefined) return null;
      const row = find.get(id);
      if (!row) return brings(fact) ? `its incident ${id} is not in the index` : null;
      // What was said of an incident before there was one is in no timeline.
      if (fact.seq < row.since && !brings(fact)) return null;
      return linked.get(row.n, fact.seq) === 1 ? null : `it is missing in the timeline of ${id}`;
    },
    firstWrong() {
      const rows = db.prepare<[], Row & Record<string, unknown>>(
        `SELECT n, past_in, past_at, ${columnNames} FROM incident ORDER BY n`,
      );
      for (const row of rows.iterate()) {
        const facts = factsOf.all(row.n).map(({ seq, body }) => Object.assign(JSON.parse(body), { seq }) as LoggedFact);
        const expected = columnsAfter(
          row.past_in === null ? undefined : importAt(row.past_in),
          row.past_at ?? 0,
          facts,
        );
        if (expected && names.every((name, i) => row[name] === expected[i])) continue;
        const why = `the index row of incident ${row.id} is not what its facts say`;
        return { firstBad: facts.at(-1)?.seq ?? row.past_in ?? 0, why };
      }
      return null;
    },
  };

  function columnsAfter(
    from: ImportFact | undefined,
    at: number,
    facts: readonly LoggedFact[],
  ): IncidentColumns | undefined {
    const past = from?.incidents[at];
    let row: Incident | undefined = past && incidentFromPast(past, from?.exercise === true);
    const before = row;
    for (const fact of facts) row = foldIncident(row, fact);
    return past && row === before ? pastColumnsOf(past, words) : row && columnsOf(row, words);
  }
}

const brings = ({ kind }: LoggedFact) => kind === 'incident.reported' || kind === 'incident.reopened';
