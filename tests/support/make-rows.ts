import type { Board, PackedBoard } from '#data/contract/board.ts';
import type { Danger } from '#data/contract/danger.ts';
import type { Inspection } from '#data/contract/grid.ts';
import type { CellId, IncidentId, InspectionId, UnitId } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import type { Unit } from '#data/contract/unit.ts';
import type { Alarm } from '#data/contract/alarm.ts';
import { boardOf } from '#data/fold/snapshot.ts';

/** What a test leaves out of a row is unremarkable. */
export const incidentId = (id: string) => id as IncidentId;
export const unitId = (id: string) => id as UnitId;
export const cellId = (id: string) => id as CellId;

export function makeIncident(over: Partial<Omit<Incident, 'id'>> & { id?: string } = {}): Incident {
  return {
    number: 'TT26-1',
    rev: 1,
    state: 'reported',
    category: 'public-security/theft',
    priority: 2,
    mode: 'reported',
    reportedAt: 1_000_000,
    times: { received: 1_000_000 },
    due: {},
    areas: [],
    offMap: false,
    dwelling: false,
    assignments: [],
    exercise: false,
    ...over,
    id: incidentId(over.id ?? 'i1'),
  };
}

export function makeUnit(over: Partial<Omit<Unit, 'id'>> & { id?: string } = {}): Unit {
  return {
    slot: 0,
    service: 'police',
    availability: 'available',
    reason: 'patrol',
    since: 1_000_000,
    contact: 'live',
    contactSince: 1_000_000,
    exercise: false,
    ...over,
    id: unitId(over.id ?? 'u1'),
  };
}

export function makeInspection(
  over: Partial<Omit<Inspection, 'id' | 'cell'>> & { id?: string; cell?: string } = {},
): Inspection {
  return {
    areas: [],
    checklist: 'fire-safety',
    fellDue: 1_000_000,
    due: 2_000_000,
    ...over,
    id: (over.id ?? 'n1') as InspectionId,
    cell: cellId(over.cell ?? 'c1'),
  };
}

export function makeDanger(over: Partial<Omit<Danger, 'id' | 'cell'>> & { id?: string; cell?: string } = {}): Danger {
  return {
    rev: 1,
    state: 'found',
    since: 1_000_000,
    found: 1_000_000,
    areas: [],
    checklist: 'fire-safety',
    item: 'exits',
    exercise: false,
    ...over,
    id: (over.id ?? 'd1') as Danger['id'],
    cell: cellId(over.cell ?? 'c1'),
  };
}

export function makeAlarm(over: Partial<Omit<Alarm, 'id'>> & { id?: string } = {}): Alarm {
  return {
    condition: 'limit-passed',
    subject: { kind: 'incident', id: 'i1' },
    priority: 2,
    areas: [],
    raised: 1_000_000,
    active: true,
    acknowledged: false,
    exercise: false,
    ...over,
    id: (over.id ?? 'limit-passed:incident:i1') as Alarm['id'],
  };
}

/** A board with just these rows. */
export function makeBoard(rows: Partial<PackedBoard> = {}): Board {
  return boardOf(rows);
}
