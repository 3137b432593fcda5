import type { Database } from 'better-sqlite3';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Incident } from '#data/contract/incident.ts';
import { foldIncident } from '#data/fold/fold-incident.ts';
import { columnNames, columnsOf } from './incident-columns.ts';
import { incidentFromPast } from './past-incident.ts';

/** The incident index against the log. */
export type IndexCheck = {
  /** Why a fact's incident is not in the index as it must be; null when it is. */
  missing(fact: LoggedFact): string | null;
  /** The first row that is not what folding its facts gives. */
  firstWrong(): { firstBad: number; why: string } | null;
};

type Row = { n: number; id: string; past_in: number | null; body: string };

export function createIndexCheck(db: Database): IndexCheck {
  const find = db.prepare<[string], number>('SELECT n FROM incident WHERE id = ?').pluck();
  const concerns = db
    .prepare<[number, number], number>('SELECT 1 FROM incident_fact WHERE incident = ? AND seq = ?')
    .pluck();
  const factsOf = db.prepare<[number], { seq: number; body: string }>(
    'SELECT seq, body FROM incident_fact JOIN fact USING (seq) WHERE incident = ? ORDER BY seq',
  );
  const import_ = db.prepare<[number], string>('SELECT body FROM fact WHERE seq = ?').pluck();
  const known = new Map(
    db
      .prepare<[], { word: string; n: number }>('SELECT word, n FROM word')
      .all()
      .map(({ word, n }) => [word, n]),
  );
  const words = (word: string) => known.get(word) ?? -1;

  return {
    missing(fact) {
      if (fact.kind === 'incidents.imported') {
        const lost = fact.incidents.find(({ id }) => find.get(id) === undefined);
        return lost ? `its incident ${lost.id} is not in the index` : null;
      }
      if (fact.kind !== 'incident.reported' && fact.kind !== 'incident.reopened') return null;
      const n = find.get(fact.incident.id);
      if (n === undefined) return `its incident ${fact.incident.id} is not in the index`;
      return concerns.get(n, fact.seq) === 1 ? null : `it is missing in the timeline of ${fact.incident.id}`;
    },
    firstWrong() {
      let imported: { seq: number; rows: Map<string, Incident> } = { seq: 0, rows: new Map() };
      const rows = db.prepare<[], Row & Record<string, unknown>>(
        `SELECT n, past_in, ${columnNames} FROM incident ORDER BY n`,
      );
      for (const row of rows.iterate()) {
        const facts = factsOf.all(row.n).map(({ seq, body }) => Object.assign(JSON.parse(body), { seq }) as LoggedFact);
        let now: Incident | undefined;
        if (row.past_in !== null) {
          if (imported.seq !== row.past_in) imported = { seq: row.past_in, rows: pastRows(row.past_in) };
          now = imported.rows.get(row.id);
        }
        for (const fact of facts) now = foldIncident(now, fact);
        const expected = now && columnsOf(now, words);
        const found = columnNames.split(', ').map((name) => row[name]);
        if (!expected || expected.some((value, i) => value !== found[i])) {
          return {
            firstBad: facts.at(-1)?.seq ?? row.past_in ?? 0,
            why: `the index row of incident ${row.id} is not what its facts say`,
          };
        }
      }
      return null;
    },
  };

  function pastRows(seq: number): Map<string, Incident> {
    const fact = JSON.parse(import_.get(seq) ?? '{}') as LoggedFact;
    if (fact.kind !== 'incidents.imported') return new Map();
    return new Map(fact.incidents.map((past) => [past.id, incidentFromPast(past, fact.exercise === true)]));
  }
}
