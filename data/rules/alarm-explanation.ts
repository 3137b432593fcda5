import type { Alarm } from '../contract/alarm.ts';
import type { Board } from '../contract/board.ts';
import type { CellId, DangerId, DisputeId, IncidentId, UnitId } from '../contract/ids.ts';
import { alarmRules, type AlarmRule } from './alarm-rules.ts';
import { welfareDue } from './alarm-units.ts';
import { owedStep } from './reply-loop.ts';
import { nextLimit } from './urgency.ts';

type Parameters = Record<string, string | number>;

/** Keys of the words that say why an alarm stands and what to do, with what to fill in. */
export type AlarmExplanation = {
  why: `alarm.${Alarm['condition']}.why`;
  response: `alarm.${Alarm['condition']}.response`;
  /** Who must respond. */
  responder: AlarmRule['responder'];
  /** Times in milliseconds since 1970. */
  parameters: Parameters;
};

type Boards = Pick<Board, 'incidents' | 'units' | 'inspections' | 'dangers' | 'disputes'>;

/** Why `alarm` stands, as far as `board` still knows. */
export function explainAlarm(alarm: Alarm, board: Boards, now: number): AlarmExplanation {
  return {
    why: `alarm.${alarm.condition}.why`,
    response: `alarm.${alarm.condition}.response`,
    responder: alarmRules[alarm.condition].responder,
    parameters: { ...subjectOf(alarm, board, now), ...alarm.figures, raised: alarm.raised },
  };
}

function subjectOf({ subject, condition }: Alarm, board: Boards, now: number): Parameters {
  switch (subject.kind) {
    case 'unit':
      return ofUnit(subject.id as UnitId, condition, board);
    case 'cell': {
      const due = [...board.inspections.values()].filter(({ cell }) => cell === (subject.id as CellId));
      const overdue = due.filter((inspection) => inspection.due < now).map((inspection) => inspection.due);
      return { cell: subject.id, ...(overdue.length > 0 && { overdue: overdue.length, due: Math.min(...overdue) }) };
    }
    case 'danger': {
      const danger = board.dangers.get(subject.id as DangerId);
      return {
        danger: subject.id,
        ...(danger && { cell: danger.cell, checklist: danger.checklist, item: danger.item, found: danger.found }),
        ...(danger?.due !== undefined && { due: danger.due }),
        ...(danger?.organisation !== undefined && { organisation: danger.organisation }),
      };
    }
    case 'dispute': {
      const due = board.disputes.get(subject.id as DisputeId)?.confirmBy;
      return { dispute: subject.id, ...(due !== undefined && { due }) };
    }
    case 'incident':
      return ofIncident(subject.id as IncidentId, condition, board, now);
    default:
      return { [subject.kind]: subject.id };
  }
}

function ofUnit(id: UnitId, condition: Alarm['condition'], board: Boards): Parameters {
  const unit = board.units.get(id);
  if (!unit) return { unit: id };
  const incident = unit.incident && board.incidents.get(unit.incident);
  const due = condition === 'welfare-due' ? welfareDue(unit, incident ? incident.priority : 2) : null;
  const since = { panic: unit.panic, 'welfare-due': Math.max(unit.since, unit.checkedIn ?? 0) };
  return {
    unit: unit.callSign ?? id,
    since: since[condition as keyof typeof since] ?? unit.contactSince,
    ...(due !== null && { due }),
    ...(incident && { incident: incident.number }),
  };
}

function ofIncident(id: IncidentId, condition: Alarm['condition'], board: Boards, now: number): Parameters {
  const incident = board.incidents.get(id);
  if (!incident) return { incident: id };
  const { number, priority, times, tasks = [] } = incident;
  const about = { incident: number, priority, received: times.received };
  if (condition === 'task-overdue') {
    const late = tasks.filter((task) => task.state !== 'done' && task.due < now).map((task) => task.due);
    return {
      ...about,
      parties: tasks.length,
      ...(late.length > 0 && { overdue: late.length, due: Math.min(...late) }),
    };
  }
  if (condition === 'answer-overdue') {
    const owed = owedStep(incident);
    return { ...about, ...(owed && { owed: owed.step, due: owed.due }) };
  }
  if (condition === 'answer-disputed') return { ...about, words: incident.owed?.words?.length ?? 0 };
  const limit = nextLimit(incident, now);
  return { ...about, ...(limit && { step: limit.step, due: limit.due }) };
}
