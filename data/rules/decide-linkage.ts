import type { BodyOf } from '../contract/commands/incident.ts';
import { MAX_TASKS, type EscalationLevel, type Incident, type Task } from '../contract/incident.ts';
import type { Fact } from '../contract/fact.ts';
import type { OrganisationId, TaskId } from '../contract/ids.ts';
import { accepted, refused } from '../kit/result.ts';
import { isStill, serviceOf } from './asked-service.ts';
import { DAY } from './civil-day.ts';
import { mayBeReturned } from './life-cycle.ts';
import { nextRev, withReason, type Decided, type DecisionContext } from './decision.ts';
import { whoServes } from './who-serves.ts';

/** What a party has when neither the command nor the incident says by when. */
const TASK_TIME = 3 * DAY;

/** One more organisation works on it (four-way linkage). Where none leads yet, it leads. */
export function link(incident: Incident, body: BodyOf<'link'>, { now, pack }: DecisionContext): Decided {
  const { tasks = [] } = incident;
  const { organisation, text } = body;
  if (pack.organisations && !pack.organisations.some(({ id }) => id === organisation))
    return refused({ why: 'organisation-unknown', pointer: '/organisation' });
  if (tasks.some((task) => task.organisation === organisation))
    return refused({ why: 'already-linked', pointer: '/organisation' });
  if (tasks.length >= MAX_TASKS) return refused({ why: 'too-many-parties' });
  if (body.lead && tasks.some(({ lead }) => lead)) return refused({ why: 'has-lead', pointer: '/lead' });
  const due = body.due ?? Math.max(incident.due.resolve ?? 0, now + TASK_TIME);
  if (due <= now) return refused({ why: 'until-past', pointer: '/due' });
  const id = newTaskId(nextRev(incident));
  const task = {
    id,
    organisation,
    lead: body.lead || !tasks.some(({ lead }) => lead),
    due,
    ...(text !== undefined && { text }),
  };
  return accepted([{ kind: 'incident.linked', ...nextRev(incident), task }]);
}

/** The part of whoever does the service that was asked for, where nobody has been asked yet. */
export function serviceAsked(
  incident: Incident,
  change: { incident: Incident['id']; rev: number },
  pack: DecisionContext['pack'],
  now: number,
): Fact[] {
  const { state, tasks = [], areas, category } = incident;
  const service = serviceOf(incident.service, pack);
  if (state !== 'reported' || tasks.length > 0 || !isStill(service, category)) return [];
  const organisation = whoServes(service, areas, pack.organisations ?? [])?.id as OrganisationId | undefined;
  if (organisation === undefined) return [];
  const due = incident.due.resolve ?? now + TASK_TIME;
  return [{ kind: 'incident.linked', ...change, task: { id: newTaskId(change), organisation, lead: true, due } }];
}

export function acceptTask(incident: Incident, { task: id }: BodyOf<'task-accept'>): Decided {
  const task = taskOf(incident, id);
  if (!task) return refused({ why: 'task-unknown', pointer: '/task' });
  if (task.state !== 'asked') return refused({ why: 'step-passed' });
  return accepted([{ kind: 'incident.task-accepted', ...nextRev(incident), task: task.id }]);
}

export function finishTask(incident: Incident, body: BodyOf<'task-done'>): Decided {
  const task = taskOf(incident, body.task);
  if (!task) return refused({ why: 'task-unknown', pointer: '/task' });
  if (task.state === 'done') return refused({ why: 'step-passed' });
  return accepted([{ kind: 'incident.task-done', ...nextRev(incident), task: task.id, ...withReason(body) }]);
}

export function withdrawTask(incident: Incident, { task: id, reason }: BodyOf<'task-withdraw'>): Decided {
  const task = taskOf(incident, id);
  if (!task) return refused({ why: 'task-unknown', pointer: '/task' });
  if (task.state === 'done') return refused({ why: 'step-passed' });
  return accepted([{ kind: 'incident.task-withdrawn', ...nextRev(incident), task: task.id, reason }]);
}

/** Never just "not ours": it goes on to whoever is named, and its time does not begin anew. */
export function returnTask(incident: Incident, body: BodyOf<'task-return'>, { pack }: DecisionContext): Decided {
  const { to, reason } = body;
  const task = taskOf(incident, body.task);
  if (!task) return refused({ why: 'task-unknown', pointer: '/task' });
  if (task.state === 'done') return refused({ why: 'step-passed' });
  if (pack.organisations && !pack.organisations.some(({ id }) => id === to))
    return refused({ why: 'organisation-unknown', pointer: '/to' });
  if (incident.tasks?.some(({ organisation }) => organisation === to))
    return refused({ why: 'already-linked', pointer: '/to' });
  const { passed = [], organisation: from, due: taskDue } = task;
  if (passed.includes(to)) return refused({ why: 'returned-before', pointer: '/to' });
  if (!mayBeReturned(task)) return refused({ why: 'returned-too-often' });
  const change = nextRev(incident);
  const next = newTaskId(change);
  return accepted([{ kind: 'incident.task-returned', ...change, task: task.id, from, to, next, taskDue, reason }]);
}

export function escalate(incident: Incident, { level, reason }: BodyOf<'escalate'>): Decided {
  const present = incident.escalation?.level ?? 0;
  if (present === 3) return refused({ why: 'at-the-top' });
  const next = level ?? ((present + 1) as EscalationLevel);
  if (next <= present) return refused({ why: 'level-passed', pointer: '/level' });
  return accepted([{ kind: 'incident.escalated', ...nextRev(incident), level: next, reason }]);
}

/** The tasks that nobody has signed off yet. */
export function unsignedTasks({ tasks = [] }: Incident): Task[] {
  return tasks.filter(({ state }) => state !== 'done');
}

/** Over a missing sign-off only with a recorded reason. */
export function close(incident: Incident, body: BodyOf<'close'>): Decided {
  const unsigned = unsignedTasks(incident).map(({ id }) => id);
  if (unsigned.length > 0 && body.reason === undefined) return refused({ why: 'tasks-open', pointer: '/reason' });
  return accepted([
    {
      kind: 'incident.closed',
      ...nextRev(incident),
      ...(unsigned.length > 0 && { unsigned }),
      ...withReason(body),
    },
  ]);
}

/** The revision is new with every change, so that no two tasks share an id. */
export const newTaskId = ({ incident, rev }: { incident: Incident['id']; rev: number }): TaskId =>
  `${incident}:${rev}`.slice(-64) as TaskId;

function taskOf({ tasks = [] }: Incident, id: string): Task | undefined {
  return tasks.find((task) => task.id === id);
}
