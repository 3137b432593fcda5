import type { LoggedFact } from '#data/contract/fact.ts';
import type { Incident } from '#data/contract/incident.ts';
import { foldIncident, hasEnded, incidentOf } from '#data/fold/fold-incident.ts';
import type { CityHours } from '../city-hours.ts';
import { caseRow, isSameRow, type CaseRow } from './case-row.ts';
import { bringsIn } from '../../store/rows/brought-by.ts';

/** Cases one fact can bring. */
const WITHIN = 1_000_000;

/** A case, by the fact that brought it and its place among those that the fact brought; in the order of the log. */
export const caseNumber = (seq: number, at: number) => seq * WITHIN + at;
/** From the first case that facts after `seq` bring. */
export const firstAfter = (seq: number) => caseNumber(seq + 1, 0);

export type Version = { n: number; id: string; from: number; row: CaseRow };
/** What facts do to the table: versions that begin, those that end with a fact, and cases that were never there. */
export type Changes = {
  upto: number;
  versions: Version[];
  /** Case and the fact after which its version before holds no more. */
  ends: { n: number; to: number }[];
  /** Of the import that the fact `of` was. */
  withdrawn: { of: number; ids: string[]; to: number }[];
  /** The last fact of each local day that had one. */
  days: Map<number, number>;
};

export const noChanges = (): Changes => ({ upto: 0, versions: [], ends: [], withdrawn: [], days: new Map() });

type Known = { n: number; incident: Incident; row: CaseRow };

type Parts = {
  hours: CityHours;
  /** The facts about a case, oldest first. */
  timeline(id: string): Promise<LoggedFact[]>;
};

/** Folds the log into versions of cases, a batch after the other. Only cases that have not ended stay in memory. */
export function createCaseChanges({ hours, timeline }: Parts) {
  const open = new Map<string, Known>();

  /** As it stood before `seq`. */
  async function asBefore(id: string, seq: number): Promise<Known | undefined> {
    let known: Known | undefined;
    for (const fact of await timeline(id)) {
      if (fact.seq >= seq) break;
      known = known ? after(known, fact) : first(fact, id);
    }
    return known;
  }

  function first(fact: LoggedFact, id: string): Known | undefined {
    const all = bringsIn(fact);
    const at = all.findIndex((one) => one.id === id);
    const incident = all[at];
    return incident && { n: caseNumber(fact.seq, at), incident, row: caseRow(incident, hours) };
  }

  function after({ n, incident }: Known, fact: LoggedFact): Known {
    const next = foldIncident(incident, fact)!;
    return { n, incident: next, row: caseRow(next, hours) };
  }

  return {
    /** Adds what facts do to `changes`, oldest first. */
    async add(facts: readonly LoggedFact[], changes: Changes): Promise<void> {
      for (const fact of facts) {
        changes.upto = fact.seq;
        changes.days.set(hours.day(hours.at(fact.at)), fact.seq);
        if (fact.kind === 'incidents.withdrawn') {
          changes.withdrawn.push({ of: fact.from, ids: fact.incidents.map(({ id }) => id), to: fact.seq });
          for (const { id } of fact.incidents) open.delete(id);
          continue;
        }
        const brought = brings(fact) ? bringsIn(fact) : [];
        for (const [at, incident] of brought.entries()) {
          const [n, row] = [caseNumber(fact.seq, at), caseRow(incident, hours)];
          changes.versions.push({ n, id: incident.id, from: fact.seq, row });
          if (!hasEnded(incident.state)) open.set(incident.id, { n, incident, row });
        }
        const id = incidentOf(fact);
        if (brought.length > 0 || id === undefined) continue;
        const before = open.get(id) ?? (await asBefore(id, fact.seq));
        if (!before) continue;
        const now = after(before, fact);
        if (hasEnded(now.incident.state)) open.delete(id);
        else open.set(id, now);
        if (isSameRow(before.row, now.row)) continue;
        changes.ends.push({ n: now.n, to: fact.seq });
        changes.versions.push({ n: now.n, id, from: fact.seq, row: now.row });
      }
    },
  };
}
/** A case that is reopened is the one that it was. */
const brings = ({ kind }: LoggedFact) => kind === 'incident.reported' || kind === 'incidents.imported';

export type CaseChanges = ReturnType<typeof createCaseChanges>;
