import type { Incident, PastIncident } from '#data/contract/incident.ts';

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
