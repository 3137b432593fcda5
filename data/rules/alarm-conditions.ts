import type { Alarm, AlarmPriority } from '../contract/alarm.ts';
import type { Board } from '../contract/board.ts';
import type { AlarmId, AreaId, CellId } from '../contract/ids.ts';
import type { Incident } from '../contract/incident.ts';
import type { Unit } from '../contract/unit.ts';
import { limitPriority, SILENT_ON_DUTY, type WatchedCondition } from './alarm-rules.ts';
import { areasOfCell, type AreaPack } from './cell-areas.ts';
import { isLongOverdue } from './grid-status.ts';
import type { LimitPack } from './time-limits.ts';
import { isHandled, nextLimit, urgencyOf } from './urgency.ts';

export type AlarmPack = LimitPack & AreaPack;

/** A condition that holds now. */
export type Condition = {
  alarm: Pick<Alarm, 'id' | 'subject' | 'priority' | 'areas'> & { condition: WatchedCondition };
  /** From when on it has held, as far as the board tells; else now. */
  since: number;
  exercise: boolean;
};

/** Every condition that needs a response now, in no special order. */
export function alarmsFor(board: Board, now: number, pack: AlarmPack): Condition[] {
  return [
    ...[...board.incidents.values()].flatMap((incident) => ofIncident(incident, now, pack)),
    ...[...board.units.values()].flatMap((unit) => ofUnit(unit, board, now)),
    ...unstaffed(board, now, pack),
    ...longOverdue(board, now),
  ];
}

/** The same subject and condition are the same alarm for ever: `limit-passed:incident:ID`. */
function alarmOf(condition: WatchedCondition, subject: Alarm['subject'], priority: AlarmPriority, areas: AreaId[]) {
  return { id: `${condition}:${subject.kind}:${subject.id}` as AlarmId, condition, subject, priority, areas };
}

function ofIncident(incident: Incident, now: number, pack: AlarmPack): Condition[] {
  if (isHandled(incident)) return [];
  const { id, priority, areas, exercise, times, assignments } = incident;
  const about = (condition: WatchedCondition, urgency: AlarmPriority) =>
    alarmOf(condition, { kind: 'incident', id }, urgency, areas);
  const found: Condition[] = [];

  const waits = priority === 1 && assignments.length === 0 && !incident.suspended;
  if (waits) {
    const since = times.firstAssigned === undefined ? times.received : now;
    found.push({ alarm: about('p1-unassigned', 1), since, exercise });
  }
  const limit = nextLimit(incident, now);
  // Who waits for a first unit has one alarm for it already.
  if (!limit || (waits && limit.step === 'accept')) return found;
  const level = urgencyOf(incident, now, pack);
  if (level !== 'near' && level !== 'overdue') return found;
  const condition = level === 'near' ? 'limit-near' : 'limit-passed';
  const urgency = limitPriority[condition][priority];
  if (urgency !== null) found.push({ alarm: about(condition, urgency), since: now, exercise });
  return found;
}

function ofUnit(unit: Unit, board: Board, now: number): Condition[] {
  if (unit.contact !== 'offline' || unit.reason === 'offduty') return [];
  const incident = unit.incident === undefined ? undefined : board.incidents.get(unit.incident);
  if (!incident && now - unit.contactSince < SILENT_ON_DUTY) return [];
  const priority = incident ? (incident.priority === 1 ? 1 : 2) : 3;
  const alarm = alarmOf('unit-silent', { kind: 'unit', id: unit.id }, priority, incident?.areas ?? []);
  return [{ alarm, since: Math.max(unit.contactSince, unit.since), exercise: unit.exercise }];
}

function unstaffed(board: Board, now: number, pack: AlarmPack): Condition[] {
  return [...board.cells.values()]
    .filter((cell) => !cell.staffed)
    .map(({ id }) => {
      const alarm = alarmOf('cell-unstaffed', { kind: 'cell', id }, 3, areasOfCell(id, pack));
      return { alarm, since: now, exercise: false };
    });
}

/** One alarm a cell, and only once amber has turned red: the grid panel has the rest. */
function longOverdue(board: Board, now: number): Condition[] {
  const cells = new Map<CellId, AreaId[]>();
  for (const inspection of board.inspections.values()) {
    if (isLongOverdue(inspection, now)) cells.set(inspection.cell, inspection.areas);
  }
  return [...cells].map(([id, areas]) => ({
    alarm: alarmOf('inspection-overdue', { kind: 'cell', id }, 3, areas),
    since: now,
    exercise: false,
  }));
}
