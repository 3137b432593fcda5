import type { LoggedFact } from '#data/contract/fact.ts';
import type { Incident, PastIncident } from '#data/contract/incident.ts';

export type ImportFact = Extract<LoggedFact, { kind: 'incidents.imported' }>;

/** A past case as a row of the index: closed, at its first revision, known by its source's own number. */
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
