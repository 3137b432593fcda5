import type { LoggedFact, NewFact } from '#data/contract/fact.ts';
import { incidentOf } from '#data/fold/fold-incident.ts';
import type { RegisterChange } from '../../rows/register-change.ts';
import type { Appended, StoredEntry } from '../../rows/stored-entry.ts';
import { plainText } from '../plain-text.ts';

/** An entry with its facts as they are read. */
export type ReadEntry = Omit<StoredEntry, 'facts'> & { facts: { fact: NewFact; body: string }[] };

/** What is done under the lock on the head of the log, as one of a group. */
export type Request =
  | { do: 'append'; entries: readonly ReadEntry[] }
  /** Of what nothing vouches for. */
  | { do: 'change'; change: RegisterChange }
  | { do: 'take-lease'; lease: string; holder: string; ms: number; says: string }
  /** Nothing but an answer after whatever was asked before. */
  | { do: 'settle' };

export type Answers = {
  append: Appended;
  change: boolean;
  'take-lease': { token: number; at: number } | null;
  settle: null;
};

export function readEntry({ facts, key, reports, ...rest }: StoredEntry): ReadEntry {
  return {
    ...rest,
    ...(key !== undefined && { key: plainText(key) }),
    ...(reports && { reports: { ...reports, sourceRef: plainText(reports.sourceRef) } }),
    facts: facts.map((body) => ({ fact: JSON.parse(body) as NewFact, body })),
  };
}

/** Characters of facts. */
export function weightOf(request: Request): number {
  if (request.do !== 'append') return 0;
  return request.entries.reduce((sum, { facts }) => sum + facts.reduce((all, { body }) => all + body.length, 0), 0);
}

/** What a group of requests has to know before it decides. */
export type Wanted = {
  keys: Set<string>;
  subjects: Set<string>;
  refs: Map<string, { source: string; sourceRef: string }>;
  incidents: Set<string>;
  /** Those of the incidents that facts change, for which the whole of them must be known. */
  folded: Set<string>;
  leases: Set<string>;
  places: Map<string, { drawer: string; id: string }>;
  drawers: Set<string>;
};

export const refKey = (source: string, sourceRef: string) => JSON.stringify([source, sourceRef]);
export const placeKey = (drawer: string, id: string) => `${drawer}\n${id}`;

export function wantedBy(requests: readonly Request[]): Wanted {
  const wanted: Wanted = {
    keys: new Set(),
    subjects: new Set(),
    refs: new Map(),
    incidents: new Set(),
    folded: new Set(),
    leases: new Set(),
    places: new Map(),
    drawers: new Set(),
  };
  for (const request of requests) {
    if (request.do === 'append') for (const entry of request.entries) wantEntry(wanted, entry);
    else if (request.do === 'change') wantPlace(wanted, request.change);
    else if (request.do === 'take-lease') wanted.leases.add(request.lease);
  }
  for (const id of wanted.folded) wanted.incidents.add(id);
  return wanted;
}

function wantEntry(wanted: Wanted, { facts, key, guards = [], reports, fence, change }: ReadEntry): void {
  if (key !== undefined) wanted.keys.add(key);
  for (const { subject } of guards) wanted.subjects.add(subject);
  if (reports) wanted.refs.set(refKey(reports.source, reports.sourceRef), reports);
  if (fence) wanted.leases.add(fence.lease);
  if (change) wantPlace(wanted, change);
  for (const { fact } of facts) wantIncidents(wanted, fact);
}

function wantIncidents(wanted: Wanted, fact: NewFact): void {
  if (fact.kind === 'incidents.imported' || fact.kind === 'incidents.withdrawn') {
    for (const { id } of fact.incidents) wanted.incidents.add(id);
    return;
  }
  const id = incidentOf(fact as LoggedFact);
  if (id !== undefined) wanted.folded.add(id);
  if (fact.kind === 'incident.merged') wanted.folded.add(fact.into);
}

function wantPlace(wanted: Wanted, change: RegisterChange): void {
  const place = change.do === 'put' || change.do === 'remove' ? change : { drawer: 'token', id: change.sha256 };
  wanted.places.set(placeKey(place.drawer, place.id), { drawer: place.drawer, id: place.id });
  if (change.do === 'put' && change.at !== undefined) wanted.drawers.add(change.drawer);
}
