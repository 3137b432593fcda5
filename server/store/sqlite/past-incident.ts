import type { Database } from 'better-sqlite3';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Incident, PastIncident } from '#data/contract/incident.ts';

export type ImportFact = Extract<LoggedFact, { kind: 'incidents.imported' }>;

/** An index row as far as it tells what the incident is: by its own body, or by where it was imported. */
export type KeptIncident = { body: string | null; past_in: number | null; past_at: number | null };

/** A past case as an incident: closed, at its first revision, known by its source's own number. */
export function incidentFromPast(past: PastIncident, exercise: boolean): Incident {
  return {
    ...past,
    number: past.sourceRef.slice(0, 40),
    rev: 1,
    state: 'closed',
    mode: 'reported',
    due: {},
    offMap: past.location !== undefined && past.cell === undefined,
    dwelling: false,
    assignments: [],
    exercise,
  };
}

/** Imports kept parsed: a page of old cases mostly comes from one or two. */
const PARSED = 8;

/** The import that is fact `seq`. */
export function openImports(db: Database): (seq: number) => ImportFact {
  const select = db.prepare<[number], string>('SELECT body FROM fact WHERE seq = ?').pluck();
  const parsed = new Map<number, ImportFact>();
  return (seq) => {
    const fact = parsed.get(seq) ?? (JSON.parse(select.get(seq)!) as ImportFact);
    parsed.delete(seq);
    parsed.set(seq, fact);
    if (parsed.size > PARSED) parsed.delete(parsed.keys().next().value!);
    return fact;
  };
}

/** What a row of the index stands for. */
export function openKeptIncidents(db: Database): (kept: KeptIncident) => Incident {
  const importAt = openImports(db);
  return (kept) => {
    if (kept.body !== null) return JSON.parse(kept.body) as Incident;
    const { incidents, exercise } = importAt(kept.past_in!);
    return incidentFromPast(incidents[kept.past_at!]!, exercise === true);
  };
}
