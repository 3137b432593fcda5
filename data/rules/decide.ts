import type { BodyOf, IncidentCommand, IncidentCommandName } from '../contract/commands/incident.ts';
import type { Fact } from '../contract/fact.ts';
import type { Incident } from '../contract/incident.ts';
import { accepted, refused } from '../kit/result.ts';
import { extend, resume, suspend } from './decide-clock.ts';
import { advance, assign, release, resolve, unassign } from './decide-crew.ts';
import {
  acceptTask,
  close,
  escalate,
  finishTask,
  link,
  returnTask,
  serviceAsked,
  withdrawTask,
} from './decide-linkage.ts';
import { merge } from './decide-merge.ts';
import { callBack, rate, reply, whyNotClosed, word } from './decide-reply.ts';
import { nextRev, withReason, type Decided, type DecisionContext, type Fault } from './decision.ts';
import { allowedCommands, commandsIn } from './life-cycle.ts';
import { limitsAs } from './limit-clock.ts';
import { reopened } from './reopened.ts';
import { categoryOf } from './time-limits.ts';

/**
 * What a command brings about: facts that stand or fall together, the one about the incident
 * first, or why not.
 */
export function decide(incident: Incident, { name, body }: IncidentCommand, context: DecisionContext): Decided {
  if (!allowedCommands(incident).includes(name)) return refused(whyNot(incident, name));
  return (deciders[name] as Decider<typeof name>)(incident, body as never, context);
}

/** The state does not know the command, or whoever reported has yet to hear of it. */
function whyNot(incident: Incident, name: IncidentCommandName): Fault {
  if (!commandsIn[incident.state].includes(name)) return { why: 'state' };
  const isEnd = name === 'close' || name === 'refer' || name === 'cancel';
  return { why: isEnd ? 'reply-owed' : name === 'word' && incident.owed ? 'too-many-words' : 'state' };
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
  close: (incident, body, { board }) => {
    const fault = whyNotClosed(incident, body);
    return fault ? refused(fault) : andRelease(close(incident, body), incident, board);
  },
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
  'task-return': returnTask,
  'task-withdraw': withdrawTask,
  escalate,
  reply,
  'call-back': callBack,
  rate,
  word,
};

/** What was asked of the city's catalogue is asked at once of whoever does it, by when it was promised. */
function triage(incident: Incident, body: BodyOf<'triage'>, { pack, now }: DecisionContext): Decided {
  const { category = incident.category, priority = incident.priority } = body;
  const known = categoryOf(category, pack);
  if (!known && category !== incident.category) return refused({ why: 'category-unknown', pointer: '/category' });
  const due = known && category !== incident.category ? limitsAs(known, incident, pack) : incident.due;
  const change = nextRev(incident);
  const triaged: Fact = { kind: 'incident.triaged', ...change, category, priority, due, ...withReason(body) };
  return accepted([triaged, ...serviceAsked({ ...incident, category, due }, change, pack, now)]);
}

function verify(incident: Incident, body: BodyOf<'verify'>, { actor }: DecisionContext): Decided {
  const { resolvedBy } = incident;
  if (resolvedBy?.kind === actor.kind && resolvedBy.id === actor.id) return refused({ why: 'same-actor' });
  return accepted([{ kind: 'incident.verified', ...nextRev(incident), ...withReason(body) }]);
}

function reopen(incident: Incident, { reason }: BodyOf<'reopen'>, context: DecisionContext): Decided {
  const back: Fact = { kind: 'incident.reopened', incident: reopened(incident, context), reason };
  return accepted([back, ...release(incident, context.board)]);
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
