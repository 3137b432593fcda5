import type { NewFact } from '#data/contract/fact.ts';
import type { AreaId, CellId, IncidentId, SourceName, UnitId } from '#data/contract/ids.ts';
import type { Incident, PastIncident } from '#data/contract/incident.ts';
import type { Entry } from '#server/store/store.ts';

/** A Monday, 2026-01-05T00:00Z. */
export const MONDAY = 1_767_571_200_000;
export const HOUR = 3_600_000;

type Reported = Extract<NewFact, { kind: 'incident.reported' }>;

/** A burglary that somebody reported; name only what a test is about. */
export function reported(id: string, more: Partial<Reported['incident']> & { at?: number } = {}): Reported {
  const { at = MONDAY, ...incident } = more;
  return {
    kind: 'incident.reported',
    at,
    series: 'XN26',
    incident: {
      id: id as IncidentId,
      category: 'public-security/burglary',
      priority: 3,
      mode: 'reported',
      reportedAt: at,
      times: { received: at },
      due: {},
      areas: ['north', 'harbour', 'old-quay'] as AreaId[],
      cell: 'cell-1' as CellId,
      offMap: false,
      dwelling: false,
      ...incident,
    },
  };
}

export function noted(incident: string, rev: number, text = 'seen'): NewFact {
  return { kind: 'incident.noted', at: MONDAY + rev, incident: incident as IncidentId, rev, text };
}

export function triaged(incident: string, rev: number, category: string): NewFact {
  return {
    kind: 'incident.triaged',
    at: MONDAY + rev,
    incident: incident as IncidentId,
    rev,
    category,
    priority: 2,
    due: {},
  };
}

export function closed(incident: string, rev: number): NewFact {
  return { kind: 'incident.closed', at: MONDAY + rev, incident: incident as IncidentId, rev };
}

export function merged(incident: string, rev: number, into: string): NewFact {
  return { kind: 'incident.merged', at: MONDAY + rev, incident: incident as IncidentId, rev, into: into as IncidentId };
}

export function reopened(row: Incident): NewFact {
  return { kind: 'incident.reopened', at: MONDAY + row.rev, incident: { ...row, rev: row.rev + 1, state: 'triaged' } };
}

export function past(id: string, more: Partial<PastIncident> = {}): PastIncident {
  const reportedAt = more.reportedAt ?? MONDAY - 1000 * HOUR;
  return {
    id: id as IncidentId,
    category: 'public-security/theft',
    priority: 4,
    reportedAt,
    times: { received: reportedAt, closed: reportedAt + HOUR },
    cell: 'cell-2' as CellId,
    areas: ['north'] as AreaId[],
    location: [101.77, 36.62],
    source: 'archive' as SourceName,
    sourceRef: `old-${id}`,
    ...more,
  };
}

export function imported(...incidents: PastIncident[]): NewFact {
  return { kind: 'incidents.imported', at: MONDAY, incidents };
}

export function registered(unit: string): NewFact {
  return { kind: 'unit.registered', at: MONDAY, unit: { id: unit as UnitId, callSign: unit, service: 'police' } };
}

/** Each fact an entry of its own. */
export function apart(...facts: NewFact[]): Entry[] {
  return facts.map((fact) => ({ facts: [fact] }));
}
