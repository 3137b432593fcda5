import type { Board } from '../contract/board.ts';
import type { BodyOf } from '../contract/commands/incident.ts';
import type { Fact } from '../contract/fact.ts';
import { MAX_TASKS, type Assignment, type Incident, type Task } from '../contract/incident.ts';
import { yetToHear } from '../fold/fold-owed.ts';
import { accepted, refused } from '../kit/result.ts';
import { cut } from '../kit/text.ts';
import { release } from './decide-crew.ts';
import { newTaskId } from './decide-linkage.ts';
import { nextRev, withReason, type Decided, type DecisionContext } from './decision.ts';
import { MOST_UNITS } from './life-cycle.ts';
import { isHandled } from './urgency.ts';

/** A duplicate ends, and what it had brought about goes on in the case that stays. */
export function merge(incident: Incident, body: BodyOf<'merge'>, context: DecisionContext): Decided {
  const { board, mayKnow = () => true } = context;
  if (body.into === incident.id) return refused({ why: 'into-itself', pointer: '/into' });
  const into = board.incidents.get(body.into);
  if (!into || !mayKnow(into)) return refused({ why: 'into-unknown', pointer: '/into' });
  const merged: Fact = { kind: 'incident.merged', ...nextRev(incident), into: into.id, ...withReason(body) };
  // Work that is done takes no new hands.
  if (isHandled(into)) {
    const owed = owedTo(incident, () => nextRev(into));
    return accepted([merged, ...owed, ...release(incident, board)]);
  }
  return accepted([merged, ...carriedOver(incident, into, board)]);
}

/** What was said, the graver priority, the crews with how far they are, the parties with theirs. */
function carriedOver(from: Incident, into: Incident, board: Pick<Board, 'units'>): Fact[] {
  const facts: Fact[] = [];
  let { rev } = into;
  const next = () => ({ incident: into.id, rev: ++rev });
  const told = [from.number, from.title, from.description].filter((text) => text !== undefined).join('\n');
  facts.push({ kind: 'incident.noted', ...next(), text: cut(told, 4000) });

  facts.push(...owedTo(from, next));

  const crews = from.assignments.filter(({ unit }) => board.units.get(unit)?.incident === from.id);
  const going = crews.slice(0, Math.max(0, MOST_UNITS - into.assignments.length));
  const { tasks: known = [] } = into;
  const parties = (from.tasks ?? []).filter(
    ({ organisation }) => !known.some((task) => task.organisation === organisation),
  );
  const asked = parties.slice(0, Math.max(0, MAX_TASKS - known.length));

  const isGraver = from.priority < into.priority;
  // Nobody works on what nobody has taken on.
  if (isGraver || (into.state === 'reported' && going.length + asked.length > 0)) {
    const priority = isGraver ? from.priority : into.priority;
    facts.push({ kind: 'incident.triaged', ...next(), category: into.category, priority, due: into.due });
  }
  for (const crew of going) facts.push(...sent(crew, into, next));
  let hasLead = known.some(({ lead }) => lead);
  for (const task of asked) {
    facts.push(...linked(task, task.lead && !hasLead, next));
    hasLead ||= task.lead;
  }
  return [
    ...facts,
    ...release(
      from,
      board,
      crews.slice(going.length).map(({ unit }) => unit),
    ),
  ];
}

/** Whoever reported the duplicate, and its own duplicates, hears what becomes of the case that stays. */
function owedTo({ id, number, owed }: Incident, next: Next): Fact[] {
  if (!owed) return [];
  const itself = owed.onlyOthers ? [] : [{ id, number, ...(owed.callable && { callable: owed.callable }) }];
  return [{ kind: 'incident.answer-owed', ...next(), others: [...itself, ...(owed.others ?? []).map(yetToHear)] }];
}

type Next = () => { incident: Incident['id']; rev: number };

function sent({ unit, state }: Assignment, { id: incident }: Incident, next: Next): Fact[] {
  const reason = state === 'enroute' || state === 'onscene' ? state : 'dispatched';
  const facts: Fact[] = [{ kind: 'incident.assigned', ...next(), unit }];
  if (state === 'accepted') facts.push({ kind: 'incident.accepted', ...next(), unit });
  if (state === 'enroute') facts.push({ kind: 'incident.enroute', ...next(), unit });
  if (state === 'onscene') facts.push({ kind: 'incident.arrived', ...next(), unit });
  return [...facts, { kind: 'unit.status-changed', unit, availability: 'unavailable', reason, incident }];
}

function linked({ organisation, due, text, from, passed, state }: Task, lead: boolean, next: Next): Fact[] {
  const change = next();
  const id = newTaskId(change);
  const task = {
    id,
    organisation,
    lead,
    due,
    ...(text !== undefined && { text }),
    ...(from !== undefined && { from }),
    ...(passed && { passed }),
  };
  const facts: Fact[] = [{ kind: 'incident.linked', ...change, task }];
  if (state === 'accepted') facts.push({ kind: 'incident.task-accepted', ...next(), task: id });
  if (state === 'done') facts.push({ kind: 'incident.task-done', ...next(), task: id });
  return facts;
}
