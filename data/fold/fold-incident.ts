import type { Fact, LoggedFact } from '../contract/fact.ts';
import type { TaskId, UnitId } from '../contract/ids.ts';
import type { Assignment, Incident, IncidentState, Task } from '../contract/incident.ts';
import type { LimitClock } from '../contract/time-limit.ts';
import { caseNumber } from './case-number.ts';
import { doneAt } from './done-at.ts';
import { foldOwed, wordsAfter } from './fold-owed.ts';

/** Which incident a fact changes; undefined for facts about something else. */
export function incidentOf(fact: Fact): Incident['id'] | undefined {
  if (fact.kind === 'incident.reported' || fact.kind === 'incident.reopened') return fact.incident.id;
  return 'rev' in fact && 'incident' in fact ? fact.incident : undefined;
}

/**
 * The incident after `fact`; the same object when the fact is about something else. An ended
 * incident is returned in its ended state: the board drops it, the index keeps it.
 */
export function foldIncident(row: Incident | undefined, fact: LoggedFact): Incident | undefined {
  if (fact.kind === 'incident.reported') {
    const { series, incident } = fact;
    return {
      ...incident,
      number: caseNumber(series, fact.seq),
      rev: 1,
      state: 'reported',
      assignments: [],
      exercise: fact.exercise === true,
    };
  }
  if (fact.kind === 'incident.reopened') return fact.incident;
  if (!row || incidentOf(fact) !== row.id || !('rev' in fact && 'incident' in fact)) return row;
  const next: Incident = { ...row, rev: fact.rev };
  const at = doneAt(fact);
  switch (fact.kind) {
    case 'incident.triaged':
      next.category = fact.category;
      next.priority = fact.priority;
      next.due = fact.due;
      next.times = { triaged: at, ...row.times };
      if (row.state === 'reported') next.state = 'triaged';
      return next;
    case 'incident.assigned':
      next.times = { firstAssigned: at, ...row.times };
      return crewed(next, withUnit(row.assignments, fact.unit, 'assigned', at));
    case 'incident.accepted':
      return crewed(next, withUnit(row.assignments, fact.unit, 'accepted', at));
    case 'incident.enroute':
      next.times = { ...row.times, enroute: first(at, row.times.enroute) };
      return crewed(next, withUnit(row.assignments, fact.unit, 'enroute', at));
    case 'incident.arrived':
      next.times = { ...row.times, arrived: first(at, row.times.arrived) };
      return crewed(next, withUnit(row.assignments, fact.unit, 'onscene', at));
    case 'incident.unassigned':
      return crewed(
        next,
        row.assignments.filter((a) => a.unit !== fact.unit),
      );
    case 'incident.resolved':
      next.times = { ...row.times, resolved: first(at, row.times.resolved) };
      if (fact.by) next.resolvedBy = fact.by;
      next.assignments = row.assignments.filter(({ unit }) => unit !== fact.unit);
      next.state = 'resolved';
      return next;
    case 'incident.verified':
      next.state = 'verified';
      return next;
    case 'incident.closed':
      next.times = { closed: at, ...row.times };
      return ended(next, 'closed');
    case 'incident.cancelled':
      return ended(next, 'cancelled');
    case 'incident.merged':
      return ended(next, 'duplicate');
    case 'incident.referred':
      return ended(next, 'referred');
    case 'incident.extended':
      next.due = fact.due;
      return fact.granted ? clockMoved(next, { granted: fact.granted }) : next;
    case 'incident.suspended':
      next.suspended = fact.suspended;
      return next;
    case 'incident.resumed':
      next.due = fact.due;
      delete next.suspended;
      return fact.paused ? clockMoved(next, { paused: fact.paused }) : next;
    case 'incident.linked':
      next.tasks = [...(row.tasks ?? []), { ...fact.task, state: 'asked', since: at }];
      return next;
    case 'incident.task-accepted':
      return withTask(next, fact.task, (task) => ({ ...task, state: 'accepted', since: at }));
    case 'incident.task-done':
      return withTask(next, fact.task, (task) => ({ ...task, state: 'done', since: at }));
    case 'incident.task-returned': {
      const { next: id, to: organisation, from } = fact;
      return withTask(next, fact.task, ({ passed = [], ...task }) => ({
        ...task,
        ...{ id, organisation, from, passed: [...passed, from], state: 'asked' as const, since: at },
      }));
    }
    case 'incident.task-withdrawn':
      return withTask(next, fact.task, () => null);
    case 'incident.escalated':
      next.escalation = { level: fact.level, since: at };
      return next;
    case 'incident.updated':
      next.priority = fact.priority;
      return next;
    case 'incident.noted':
      return next;
    case 'incident.answer-owed':
    case 'incident.replied':
    case 'incident.called-back':
    case 'incident.rated':
      next.owed = foldOwed(row.owed, fact, at);
      return next;
    case 'incident.worded':
      // What they add before anybody has told them anything is no objection.
      next.owed =
        row.owed?.reply || row.owed?.words ? { ...row.owed, words: wordsAfter(row.owed, at) } : { ...row.owed };
      return next;
  }
}

/** Ended incidents are nobody's work any more. */
export function hasEnded(state: IncidentState): boolean {
  return state === 'closed' || state === 'cancelled' || state === 'duplicate' || state === 'referred';
}

/** What is told later may have been before what is known. */
const first = (at: number, known = Infinity) => Math.min(at, known);

function ended(row: Incident, state: IncidentState): Incident {
  row.state = state;
  row.assignments = [];
  delete row.suspended;
  return row;
}

function clockMoved(row: Incident, move: LimitClock['moved'][number]): Incident {
  row.clock = { ...row.clock, moved: [...(row.clock?.moved ?? []), move] };
  return row;
}

/** `assigned / enroute / onscene` follow from the assignments that are not yet cleared. */
function crewed(row: Incident, assignments: Assignment[]): Incident {
  row.assignments = assignments;
  if (row.state === 'resolved' || row.state === 'verified') return row;
  const furthest = (['onscene', 'enroute'] as const).find((state) => assignments.some((a) => a.state === state));
  row.state =
    furthest ?? (assignments.length > 0 ? 'assigned' : row.times.triaged === undefined ? 'reported' : 'triaged');
  return row;
}

function withTask(row: Incident, id: TaskId, change: (task: Task) => Task | null): Incident {
  const tasks = (row.tasks ?? []).flatMap((task) => (task.id === id ? (change(task) ?? []) : task));
  if (tasks.length > 0) row.tasks = tasks;
  else delete row.tasks;
  return row;
}

function withUnit(
  before: readonly Assignment[],
  unit: UnitId,
  state: Assignment['state'],
  since: number,
): Assignment[] {
  const others = before.filter((a) => a.unit !== unit);
  return [...others, { unit, state, since }];
}
