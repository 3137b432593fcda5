import type { LoggedFact } from '#data/contract/fact.ts';
import { originOf, type Incident, type PastIncident } from '#data/contract/incident.ts';
import { foldIncident, incidentOf } from '#data/fold/fold-incident.ts';
import { refForm } from '#data/kit/text.ts';
import { broughtBy } from '../../rows/brought-by.ts';
import { hourOf, isCountedAlike, type Counted } from '../../rows/counted.ts';
import { plainText } from '../plain-text.ts';
import type { SeenIncident } from './seen.ts';

/** An incident as a group of requests leaves it. */
export type Case = {
  n: number;
  id: string;
  first: number;
  pastAt: number | null;
  isNew: boolean;
  /** What it was before, or what the fact that brought it made it. Unknown of a case that nothing but an import concerns. */
  before: Incident | undefined;
  now: Incident | undefined;
  past?: PastIncident;
  /** As the roll-ups have it; absent of one that they do not have yet. */
  counted?: Counted;
  hasLater: boolean;
  /** Later facts that concern it. */
  later: number[];
};

/** The incident index of one group: what was seen of it, and what facts make of that. */
export type Cases = {
  fold(fact: LoggedFact): void;
  /** Kept under the reference by this group itself; undefined where it kept none. */
  under(source: string, sourceRef: string): string | undefined;
  result(): CaseChanges;
};

export type CaseChanges = {
  /** The newest number that was given. */
  newest: number;
  added: Case[];
  /** Of what was there. */
  changed: Case[];
  links: { n: number; seq: number }[];
  /** Numbers of those that were there and are taken out. */
  removed: number[];
  /** Words of what is counted, and by how much. */
  counts: Map<string, { hour: number; category: string; cell: string; origin: string; by: number }>;
};

type Parts = {
  seen: ReadonlyMap<string, SeenIncident>;
  /** The incident that a seen row stands for. */
  incidentOf(row: SeenIncident): Incident | undefined;
  wordOf(n: number): string;
  newest: number;
  hourShift: number;
};

export function createCases({ seen, incidentOf: seenIncident, wordOf, newest, hourShift }: Parts): Cases {
  const cases = new Map<string, Case | null>();
  const removed: number[] = [];
  const counts: CaseChanges['counts'] = new Map();
  const refs = new Map<string, string>();

  function count(incident: Counted, by: 1 | -1): void {
    const hour = hourOf(incident.reportedAt, hourShift);
    const row = { hour, category: incident.category, cell: incident.cell ?? '', origin: originOf(incident) };
    const key = JSON.stringify(Object.values(row));
    const before = counts.get(key);
    if (before) before.by += by;
    else counts.set(key, { ...row, by });
  }

  function find(id: string): Case | undefined {
    const known = cases.get(id);
    if (known !== undefined) return known ?? undefined;
    const row = seen.get(id);
    if (!row) return undefined;
    const incident = seenIncident(row);
    const found: Case = {
      n: row.n,
      id,
      first: row.first,
      pastAt: row.past_at,
      isNew: false,
      before: incident,
      now: incident,
      counted: incident ?? countedOf(row),
      hasLater: row.has_later,
      later: [],
    };
    cases.set(id, found);
    return found;
  }

  function countedOf(row: SeenIncident): Counted {
    const cell = wordOf(row.cell);
    return {
      reportedAt: row.reported_at,
      category: wordOf(row.category),
      ...(cell !== '' && { cell: cell as Incident['cell'] & string }),
      ...(row.day_only === 1 && { dayOnly: true }),
      ...(row.source !== null && { source: row.source as Incident['source'] & string }),
    } as Counted;
  }

  function bring(id: string, first: number, more: Partial<Case>): Case {
    const fresh: Case = {
      n: ++newest,
      id,
      first,
      pastAt: null,
      isNew: true,
      before: undefined,
      now: undefined,
      hasLater: false,
      later: [],
      ...more,
    };
    cases.set(id, fresh);
    const { source, sourceRef } = more.now ?? more.past ?? {};
    if (source !== undefined && sourceRef !== undefined) {
      const key = `${source}\n${plainText(refForm(sourceRef))}`;
      if (!refs.has(key)) refs.set(key, id);
    }
    return fresh;
  }

  function addPast(fact: Extract<LoggedFact, { kind: 'incidents.imported' }>): void {
    fact.incidents.forEach((past, at) => {
      if (find(past.id)) return;
      const brought = broughtBy(fact, at);
      bring(past.id, fact.seq, { pastAt: at, past, before: brought, now: brought });
    });
  }

  function withdraw(fact: Extract<LoggedFact, { kind: 'incidents.withdrawn' }>): void {
    for (const { id } of fact.incidents) {
      const row = find(id);
      const isUntouched = row && !row.hasLater && row.later.length === 0 && row.now === row.before;
      if (!isUntouched || row.pastAt === null || row.first !== fact.from) continue;
      cases.set(id, null);
      if (row.isNew) continue;
      removed.push(row.n);
      count(row.counted!, -1);
    }
  }

  return {
    fold(fact) {
      if (fact.kind === 'incidents.imported') return addPast(fact);
      if (fact.kind === 'incidents.withdrawn') return withdraw(fact);
      const id = incidentOf(fact);
      if (id === undefined) return;
      const row = find(id);
      const now = foldIncident(row?.now, fact);
      if (!now) return;
      if (!row) bring(id, fact.seq, { before: now, now });
      else {
        row.now = now;
        row.later.push(fact.seq);
      }
      if (fact.kind !== 'incident.merged') return;
      find(fact.into)?.later.push(fact.seq);
    },
    under: (source, sourceRef) => refs.get(`${source}\n${sourceRef}`),
    result() {
      const all = [...cases.values()].filter((row) => row !== null);
      for (const { counted, now } of all) {
        if (!now) continue;
        if (!counted) count(now, 1);
        else if (!isCountedAlike(counted, now)) {
          count(counted, -1);
          count(now, 1);
        }
      }
      return {
        newest,
        added: all.filter(({ isNew }) => isNew),
        changed: all.filter(({ isNew, before, now }) => !isNew && now !== before),
        links: all.flatMap(({ n, later }) => [...new Set(later)].map((seq) => ({ n, seq }))),
        removed,
        counts,
      };
    },
  };
}
