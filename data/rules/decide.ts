import type { BodyOf, IncidentCommand, IncidentCommandName } from '../contract/commands/incident.ts';
import type { Fact } from '../contract/fact.ts';
import type { Incident } from '../contract/incident.ts';
import { accepted, refused } from '../kit/result.ts';
import { extend, resume, suspend } from './decide-clock.ts';
import { advance, assign, release, resolve, unassign } from './decide-crew.ts';
import { acceptTask, close, escalate, finishTask, link, withdrawTask } from './decide-linkage.ts';
import { merge } from './decide-merge.ts';
import { nextRev, withReason, type Decided, type DecisionContext } from './decision.ts';
import { allowedCommands } from './life-cycle.ts';
import { limitsAs } from './limit-clock.ts';
import { categoryOf, dueOf } from './time-limits.ts';

/**
 * What a command brings about: facts that stand or fall together, the one about the incident
 * first, or why not.
 */
export function decide(incident: Incident, { name, body }: IncidentCommand, context: DecisionContext): Decided {
  if (!allowedCommands(incident).includes(name)) return refused({ why: 'state' });
  return (deciders[name] as Decider<typeof name>)(incident, body as never, context);
}

type Decider<Name extends IncidentCommandName> = (
  incident: Incident,
  body: BodyOf<Name>,
  context: DecisionContext,
) => Decided;

const deciders: { [Name in IncidentCommandName]: Decider<Name> } = {
  triage,
  assign,
  unassign,
  accept: (incident, body) => advance('accept', incident, body),
  enroute: (incident, body) => advance('enroute', incident, body),
  arrive: (incident, body) => advance('arrive', incident, body),
  resolve,
  verify,
  close: (incident, body, { board }) => andRelease(close(incident, body), incident, board),
  reopen,
  cancel: ending((incident, { reason }) => ({ kind: 'incident.cancelled', ...nextRev(incident), reason })),
  merge,
  refer: ending((incident, body) => ({
    kind: 'incident.referred',
    ...nextRev(incident),
    to: body.to,
    ...withReason(body),
  })),
  note: (incident, { text }) => accepted([{ kind: 'incident.noted', ...nextRev(incident), text }]),
  extend,
  suspend,
  resume,
  link,
  'task-accept': acceptTask,
  'task-done': finishTask,
  'task-withdraw': withdrawTask,
  escalate,
};

function triage(incident: Incident, body: BodyOf<'triage'>, { pack }: DecisionContext): Decided {
  const { category = incident.category, priority = incident.priority } = body;
  const known = categoryOf(category, pack);
  if (!known && category !== incident.category) return refused({ why: 'category-unknown', pointer: '/category' });
  const due = known && category !== incident.category ? limitsAs(known, incident, pack) : incident.due;
  return accepted([{ kind: 'incident.triaged', ...nextRev(incident), category, priority, due, ...withReason(body) }]);
}

function verify(incident: Incident, body: BodyOf<'verify'>, { actor }: DecisionContext): Decided {
  const { resolvedBy } = incident;
  if (resolvedBy?.kind === actor.kind && resolvedBy.id === actor.id) return refused({ why: 'same-actor' });
  return accepted([{ kind: 'incident.verified', ...nextRev(incident), ...withReason(body) }]);
}

/** Back to work with nobody on it yet; its limits start anew, and who heard that they had passed. */
function reopen(incident: Incident, { reason }: BodyOf<'reopen'>, { board, now, pack }: DecisionContext): Decided {
  const { resolvedBy: _resolvedBy, suspended: _suspended, escalation: _escalation, times, ...row } = incident;
  const { resolved: _resolved, closed: _closed, ...reached } = times;
  const category = categoryOf(row.category, pack);
  const reopened: Incident = {
    ...row,
    rev: row.rev + 1,
    state: 'triaged',
    times: { triaged: now, ...reached },
    due: category ? dueOf(category, now, pack.calendar, pack.city.timeZone) : {},
    clock: { from: now, moved: [] },
    assignments: [],
  };
  return accepted([{ kind: 'incident.reopened', incident: reopened, reason }, ...release(incident, board)]);
}

/** A command after which nobody works on the incident any more. */
function ending<Name extends IncidentCommandName>(
  fact: (incident: Incident, body: BodyOf<Name>) => Fact,
): Decider<Name> {
  return (incident, body, { board }) => andRelease(accepted([fact(incident, body)]), incident, board);
}

function andRelease(decided: Decided, incident: Incident, board: DecisionContext['board']): Decided {
  return decided.ok ? accepted([...decided.value, ...release(incident, board)]) : decided;
}
