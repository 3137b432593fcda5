import type { Alarm } from '../contract/alarm.ts';
import type { Board } from '../contract/board.ts';
import type { CellId, IncidentId, UnitId } from '../contract/ids.ts';
import { nextLimit } from './urgency.ts';

/** Keys of the words that say why an alarm stands and what to do, with what to fill in. */
export type AlarmExplanation = {
  why: `alarm.${Alarm['condition']}.why`;
  response: `alarm.${Alarm['condition']}.response`;
  /** Times in milliseconds since 1970. */
  parameters: Record<string, string | number>;
};

/** Why `alarm` stands, as far as `board` still knows. */
export function explainAlarm(alarm: Alarm, board: Board, now: number): AlarmExplanation {
  return {
    why: `alarm.${alarm.condition}.why`,
    response: `alarm.${alarm.condition}.response`,
    parameters: { ...subjectOf(alarm, board, now), raised: alarm.raised },
  };
}

function subjectOf({ subject }: Alarm, board: Board, now: number): Record<string, string | number> {
  if (subject.kind === 'unit') {
    const unit = board.units.get(subject.id as UnitId);
    const incident = unit?.incident && board.incidents.get(unit.incident);
    return {
      unit: unit?.callSign ?? subject.id,
      ...(unit && { since: unit.contactSince }),
      ...(incident && { incident: incident.number }),
    };
  }
  if (subject.kind === 'cell') {
    const due = [...board.inspections.values()].filter(({ cell }) => cell === (subject.id as CellId));
    const overdue = due.filter((inspection) => inspection.due < now).map((inspection) => inspection.due);
    return { cell: subject.id, ...(overdue.length > 0 && { overdue: overdue.length, due: Math.min(...overdue) }) };
  }
  const incident = board.incidents.get(subject.id as IncidentId);
  if (!incident) return { incident: subject.id };
  const limit = nextLimit(incident, now);
  return {
    incident: incident.number,
    priority: incident.priority,
    received: incident.times.received,
    ...(limit && { step: limit.step, due: limit.due }),
  };
}
