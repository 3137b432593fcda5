import type { AlarmCondition, AlarmPriority } from '../contract/alarm.ts';
import type { Board } from '../contract/board.ts';
import type { Incident } from '../contract/incident.ts';
import { gridConditions } from './alarm-grid.ts';
import { alarmOf, type Condition } from './alarm-identity.ts';
import { CONFIRMATION_NEAR, limitPriority } from './alarm-rules.ts';
import { type UnitAreas, unitConditions } from './alarm-units.ts';
import type { AreaPack } from './cell-areas.ts';
import { isDisputed, owedStep } from './reply-loop.ts';
import type { LimitPack } from './time-limits.ts';
import { isHandled, nextLimit, urgencyOf } from './urgency.ts';

export type AlarmPack = LimitPack & AreaPack;

/** Every condition that the board alone shows and that needs a response now, in no special order. */
export function alarmsFor(board: Board, now: number, pack: AlarmPack, unitAreas: UnitAreas = () => []): Condition[] {
  return [
    ...[...board.incidents.values()].flatMap((incident) => ofIncident(incident, now, pack)),
    ...[...board.units.values()].flatMap((unit) => unitConditions(unit, board, now, unitAreas)),
    ...gridConditions(board, now, pack),
    ...confirmations(board, now),
  ];
}

function ofIncident(incident: Incident, now: number, pack: AlarmPack): Condition[] {
  const { id, priority, areas, exercise, times, assignments } = incident;
  const about = (condition: AlarmCondition, urgency: AlarmPriority) =>
    alarmOf(condition, { kind: 'incident', id }, urgency, areas);
  const found: Condition[] = [];

  const late = overdueParties(incident, now);
  if (late !== null) found.push({ alarm: about('task-overdue', priority <= 2 ? 2 : 3), since: late, exercise });
  const owed = owedStep(incident);
  if (owed && owed.due < now) found.push({ alarm: about('answer-overdue', 3), since: owed.due, exercise });
  if (isDisputed(incident.owed)) found.push({ alarm: about('answer-disputed', 2), since: now, exercise });
  if (isHandled(incident)) return found;
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

/** When the first of the parties became overdue; null when none is. The clock of a suspended case stands. */
function overdueParties({ tasks = [], suspended }: Incident, now: number): number | null {
  const due = tasks.filter((task) => task.state !== 'done' && task.due < now).map((task) => task.due);
  return suspended || due.length === 0 ? null : Math.min(...due);
}

/** An agreement whose judicial confirmation must be asked for within days, or was not asked for in time. */
function confirmations(board: Board, now: number): Condition[] {
  return [...board.disputes.values()].flatMap(({ id, confirmBy, areas, exercise }) => {
    if (confirmBy === undefined || now < confirmBy - CONFIRMATION_NEAR) return [];
    const alarm = alarmOf('confirmation-due', { kind: 'dispute', id }, now > confirmBy ? 2 : 3, areas);
    return [{ alarm, since: confirmBy - CONFIRMATION_NEAR, exercise }];
  });
}
