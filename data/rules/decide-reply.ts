import type { BodyOf } from '../contract/commands/incident.ts';
import type { Fact } from '../contract/fact.ts';
import type { IncidentId, Seq } from '../contract/ids.ts';
import type { Incident } from '../contract/incident.ts';
import type { ReplyOutcome } from '../contract/owed.ts';
import { foldIncident, hasEnded } from '../fold/fold-incident.ts';
import { accepted, refused } from '../kit/result.ts';
import { FARTHEST } from './decide-clock.ts';
import { release } from './decide-crew.ts';
import { nextRev, type Decided, type DecisionContext, type Fault } from './decision.ts';
import { callBackOwed, callersOf, callsDue, takesNoWord } from './reply-loop.ts';
import { reopened } from './reopened.ts';
import { isHandled } from './urgency.ts';

/** Over a call back that is owed only with a recorded reason. */
export function whyNotClosed(incident: Incident, { reason }: BodyOf<'close'>): Fault | null {
  if (reason !== undefined || !callBackOwed(incident)) return null;
  return { why: 'call-back-owed', pointer: '/reason' };
}

/** What is told is true: done is what was resolved, and the other outcomes say when, who or why. */
export function reply(incident: Incident, body: BodyOf<'reply'>, { now }: DecisionContext): Decided {
  const { outcome, due, to, reason, decidedBy } = body;
  const strange = (['due', 'to', 'reason', 'decidedBy'] as const).find(
    (field) => body[field] !== undefined && !belongs[outcome].includes(field),
  );
  if (strange) return refused({ why: 'contradiction', pointer: `/${strange}` });
  if (outcome === 'done' && !isHandled(incident)) return refused({ why: 'not-done-yet', pointer: '/outcome' });
  if (outcome === 'planned') {
    if (due === undefined) return refused({ why: 'due-missing', pointer: '/due' });
    if (due <= now) return refused({ why: 'until-past', pointer: '/due' });
    if (due > now + FARTHEST) return refused({ why: 'until-far', pointer: '/due' });
  }
  if (outcome === 'handed-over' && to === undefined) return refused({ why: 'receiver-missing', pointer: '/to' });
  if (outcome === 'not-done') {
    if (reason === undefined) return refused({ why: 'reason-missing', pointer: '/reason' });
    if (decidedBy === undefined) return refused({ why: 'decider-missing', pointer: '/decidedBy' });
  }
  return accepted([{ kind: 'incident.replied', ...nextRev(incident), reply: body }]);
}

const belongs: Readonly<Record<ReplyOutcome, readonly ('due' | 'to' | 'reason' | 'decidedBy')[]>> = {
  done: [],
  planned: ['due'],
  'handed-over': ['to'],
  'not-done': ['reason', 'decidedBy'],
};

export function callBack(incident: Incident, body: BodyOf<'call-back'>, context: DecisionContext): Decided {
  const { reached, satisfied, text } = body;
  if (body.from !== undefined && isNobody(incident, body.from))
    return refused({ why: 'caller-unknown', pointer: '/from' });
  const from = theirs(incident, { from: body.from ?? firstToCall(incident) });
  if (!reached && satisfied !== undefined) return refused({ why: 'not-reached', pointer: '/satisfied' });
  const called: Fact = {
    kind: 'incident.called-back',
    ...nextRev(incident),
    reached,
    ...said(text),
    ...from,
  };
  if (satisfied === undefined) return accepted([called]);
  const mark = rated(incident, satisfied, from, context);
  return mark.ok ? accepted([called, ...mark.value]) : mark;
}

export function rate(incident: Incident, body: BodyOf<'rate'>, context: DecisionContext): Decided {
  const { stars, text } = body;
  // Three of five is "all right".
  const byStars = stars === undefined ? undefined : stars >= 3;
  const satisfied = body.satisfied ?? byStars;
  if (satisfied === undefined) return refused({ why: 'rating-missing', pointer: '/satisfied' });
  if (byStars !== undefined && byStars !== satisfied) return refused({ why: 'contradiction', pointer: '/stars' });
  return rated(
    incident,
    satisfied,
    { ...(stars !== undefined && { stars }), ...said(text), ...theirs(incident, body) },
    context,
  );
}

/** Who is not satisfied is heard: what was over comes back. */
function rated(
  incident: Incident,
  satisfied: boolean,
  more: { stars?: 1 | 2 | 3 | 4 | 5; text?: string; from?: IncidentId },
  context: DecisionContext,
): Decided {
  const fact: Fact = { kind: 'incident.rated', ...nextRev(incident), satisfied, ...more };
  if (satisfied) return accepted([fact]);
  if (takesNoWord(incident)) return refused({ why: 'too-many-words' });
  return accepted(isHandled(incident) ? [fact, ...back(incident, fact, context)] : [fact]);
}

/** What is said after the end brings it back, or nobody would read it. */
export function word(incident: Incident, body: BodyOf<'word'>, context: DecisionContext): Decided {
  if (takesNoWord(incident)) return refused({ why: 'too-many-words' });
  const fact: Fact = { kind: 'incident.worded', ...nextRev(incident), text: body.text, ...theirs(incident, body) };
  const comesBack = hasEnded(incident.state) || (body.reopen && isHandled(incident));
  return accepted(comesBack ? [fact, ...back(incident, fact, context)] : [fact]);
}

/** Work again after what they said: one change, of one revision. */
function back(incident: Incident, said: Fact, context: DecisionContext): Fact[] {
  const row = foldIncident(incident, { ...said, seq: 0 as Seq, at: context.now })!;
  return [
    { kind: 'incident.reopened', incident: { ...reopened(row, context), rev: row.rev } },
    ...release(incident, context.board),
  ];
}

/** Whoever reported the case itself is meant where no other report is named. */
const theirs = ({ id }: Incident, { from = id }: { from?: IncidentId | undefined }) => (from === id ? {} : { from });
/** Where the case itself has nobody to call: who is due first, else the first who reported the same. */
const firstToCall = (incident: Incident) =>
  incident.owed?.onlyOthers ? (callsDue(incident)[0] ?? callersOf(incident)[0])?.id : undefined;
const isNobody = (incident: Incident, from: IncidentId) =>
  !callersOf(incident).some(({ id = incident.id }) => id === from);
const said = (text: string | undefined) => (text === undefined ? {} : { text });
