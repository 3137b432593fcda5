import type { Danger, DangerState } from '#data/contract/danger.ts';
import type { Work } from '#data/contract/desk-api.ts';
import type { UnitId } from '#data/contract/ids.ts';
import type { Assignment, Incident, Task } from '#data/contract/incident.ts';
import type { Unit } from '#data/contract/unit.ts';
import type { Action, Deed } from '#client/phone/queue/action.ts';

/** A tap that the server has not refused, whether it has heard of it or not. */
export type Tap = Pick<Action, 'deed' | 'about' | 'body' | 'tapped'>;

/**
 * The work as it will be once the server has every tap: what the buttons offer next. What is said
 * of each thing's state beside them still says which taps wait.
 */
export function projectWork(work: Work, taps: readonly Tap[]): Work {
  if (taps.length === 0) return work;
  const about = (key: string) => taps.filter((tap) => tap.about === key);
  return {
    ...work,
    ...(work.unit && { unit: taps.reduce(projectUnit, work.unit) }),
    incidents: work.incidents.map((row) => about(`incident/${row.id}`).reduce(projectIncident, row)),
    dangers: work.dangers.map((row) => about(`danger/${row.id}`).reduce(projectDanger, row)),
  };
}

const reaches: Partial<Record<Deed, Assignment['state']>> = {
  accept: 'accepted',
  enroute: 'enroute',
  arrive: 'onscene',
};

function projectIncident(row: Incident, { deed, body, tapped }: Tap): Incident {
  const step = reaches[deed];
  if (step) return { ...row, assignments: row.assignments.map((one) => moved(one, body.unit as UnitId, step, tapped)) };
  if (deed === 'resolve' || deed === 'leave') {
    const state = deed === 'resolve' ? 'resolved' : row.state;
    return { ...row, state, assignments: row.assignments.filter(({ unit }) => unit !== body.unit) };
  }
  const state = deed === 'task-accept' ? 'accepted' : deed === 'task-done' ? 'done' : null;
  if (state && row.tasks) return { ...row, tasks: row.tasks.map((task) => stepped(task, body.task, state, tapped)) };
  return row;
}

function moved(one: Assignment, unit: UnitId, state: Assignment['state'], since: number): Assignment {
  return one.unit === unit ? { unit, state, since } : one;
}

function stepped(task: Task, id: unknown, state: Task['state'], since: number): Task {
  return task.id === id ? { ...task, state, since } : task;
}

const dangerReaches: Partial<Record<Deed, DangerState>> = {
  'danger-start': 'rectifying',
  'danger-rectified': 'recheck',
  'danger-send-back': 'ordered',
  'danger-clear': 'cleared',
};

function projectDanger(row: Danger, { deed, tapped }: Tap): Danger {
  const state = dangerReaches[deed];
  return state ? { ...row, state, since: tapped } : row;
}

function projectUnit(unit: Unit, { about, deed, body, tapped }: Tap): Unit {
  if ((deed === 'resolve' || deed === 'leave') && body.unit === unit.id) return freed(unit, about, tapped);
  if (about !== `unit/${unit.id}`) return unit;
  if (deed === 'check-in') return { ...unit, checkedIn: tapped };
  if (deed !== 'status') return unit;
  // A call for help is never taken as heard before the server says so.
  const { availability, reason } = body as Pick<Unit, 'availability' | 'reason'>;
  return { ...unit, availability, reason, since: tapped };
}

/** Done, or left: free again, unless it meanwhile does something else. */
function freed({ incident, ...unit }: Unit, about: string, since: number): Unit {
  if (about !== `incident/${incident}`) return { ...unit, ...(incident && { incident }) };
  return { ...unit, availability: 'available', reason: 'standby', since };
}
