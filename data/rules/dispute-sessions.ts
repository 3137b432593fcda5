import type { BodyOfDispute } from '../contract/commands/dispute.ts';
import type { DisputeContent } from '../contract/dispute.ts';
import { refused } from '../kit/result.ts';
import type { Decided } from './decision.ts';
import { type HandledDispute, moved, noted } from './dispute-facts.ts';

const MOST_SESSIONS = 50;
type Now = { now: number };

/** A session is planned; the first one starts the mediation. */
export function plan(dispute: HandledDispute, { at }: BodyOfDispute<'plan'>, { now }: Now): Decided {
  const { sessions } = dispute.content;
  if (at <= now) return refused({ why: 'until-past', pointer: '/at' });
  if (sessions.some((session) => session.at === at)) return refused({ why: 'session-planned', pointer: '/at' });
  if (sessions.length >= MOST_SESSIONS) return refused({ why: 'too-many-sessions' });
  const content = { sessions: inOrder([...sessions, { at }]) };
  return dispute.state === 'mediating' ? noted(dispute, { content }) : moved(dispute, { state: 'mediating', content });
}

/** What became of a session. One that will not take place may be told before its time. */
export function hold(dispute: HandledDispute, { at, held, outcome }: BodyOfDispute<'held'>, { now }: Now): Decided {
  const { sessions } = dispute.content;
  const session = sessions.find((planned) => planned.at === at);
  if (!session) return refused({ why: 'session-unknown', pointer: '/at' });
  if (session.held !== undefined) return refused({ why: 'session-told' });
  if (held && at > now) return refused({ why: 'session-ahead', pointer: '/at' });
  const told = { at, held, ...(outcome !== undefined && { outcome }) };
  return noted(dispute, { content: { sessions: inOrder([...sessions.filter((other) => other !== session), told]) } });
}

function inOrder(sessions: DisputeContent['sessions']): DisputeContent['sessions'] {
  return sessions.toSorted((a, b) => a.at - b.at);
}
