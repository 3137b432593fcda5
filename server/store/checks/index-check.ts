import type { LoggedFact } from '#data/contract/fact.ts';
import type { Incident } from '#data/contract/incident.ts';
import { foldIncident, incidentOf } from '#data/fold/fold-incident.ts';
import { columnNames, columnsOf } from '../rows/incident-columns.ts';
import type { Words } from '../rows/words.ts';

/** The incident index, as it is asked. */
export type IndexLookups = {
  find(id: string): { n: number; first: number } | undefined;
  /** Whether a later fact is in the timeline of incident n. */
  isLinked(n: number, seq: number): boolean;
  /** Every case that was ever withdrawn. */
  withdrawn: ReadonlySet<string>;
};

/** Why a fact's incident is not in the index as it must be; null when it is. */
export function missingInIndex(fact: LoggedFact, { find, isLinked, withdrawn }: IndexLookups): string | null {
  if (fact.kind === 'incidents.imported') {
    const lost = fact.incidents.find(({ id }) => find(id) === undefined && !withdrawn.has(id));
    return lost ? `its incident ${lost.id} is not in the index` : null;
  }
  if (fact.kind === 'incidents.withdrawn') {
    const left = fact.incidents.find(({ id }) => find(id)?.first === fact.from);
    return left ? `its incident ${left.id} is still in the index` : null;
  }
  const id = incidentOf(fact);
  if (id === undefined) return null;
  const row = find(id);
  if (!row) return brings(fact) ? `its incident ${id} is not in the index` : null;
  // What was said of an incident before there was one is in no timeline.
  if (fact.seq < row.first ? !brings(fact) : fact.seq === row.first) return null;
  return isLinked(row.n, fact.seq) ? null : `it is missing in the timeline of ${id}`;
}

const brings = ({ kind }: LoggedFact) => kind === 'incident.reported' || kind === 'incident.reopened';

export type IndexRow = { id: string; first: number; body: string | null } & Record<string, unknown>;
type Told = {
  /** What the fact made it that brought it; undefined when that brought no such incident. */
  brought: Incident | undefined;
  /** The facts of its timeline after that. */
  later: readonly LoggedFact[];
  words: Words;
  /** A text as the database keeps it. */
  asKept?: (text: string) => string;
};

const names = columnNames.split(', ');

/** What is wrong with a row of the index that is not what folding its facts gives. */
export function wrongRow(row: IndexRow, told: Told): { firstBad: number; why: string } | null {
  if (isAsTold(row, told)) return null;
  const firstBad = told.later.at(-1)?.seq ?? row.first;
  return { firstBad, why: `the index row of incident ${row.id} is not what its facts say` };
}

function isAsTold(row: IndexRow, { brought, later, words, asKept = (text) => text }: Told): boolean {
  let told = brought;
  for (const fact of later) told = foldIncident(told, fact);
  if (!told || (row.body === null ? told !== brought : row.body !== JSON.stringify(told))) return false;
  const expected = columnsOf(told, words);
  const kept = expected.map((value) => (typeof value === 'string' ? asKept(value) : value));
  return names.every((name, i) => row[name] === kept[i]);
}
