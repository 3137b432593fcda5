import type { Incident } from '../contract/incident.ts';
import type { IncidentId } from '../contract/ids.ts';
import { MAX_WORDS, type OtherCaller, type Owed, type ReplyOutcome } from '../contract/owed.ts';
import { HOUR } from './civil-day.ts';
import { isHandled } from './urgency.ts';

/** What is done is told within so long, and so is what they say after it; ms. */
const REPLY_WITHIN = 24 * HOUR;
/** After the reply they are called within so long; who was not reached, again after as long as it takes to answer. */
const CALL_WITHIN = 48 * HOUR;
const CALL_AGAIN_AFTER = 24 * HOUR;
/** Whom nobody reaches so often is not called any more. */
export const MOST_CALLS = 3;
/** So many words after a reply are no accident. */
const SEVERAL_WORDS = 2;

/** What is owed next to whoever reported, and by when. */
export type OwedStep = { step: 'reply' | 'call-back'; due: number };

/** The last word has been said, and nothing has been said against it since. */
export function hasReply({ owed }: Pick<Incident, 'owed'>): boolean {
  const { reply, words = [] } = owed ?? {};
  return reply !== undefined && reply.outcome !== 'planned' && !words.some((at) => at > reply.at);
}

/** What each way to end a case must have been told as. */
const toldAs = {
  close: ['done', 'handed-over', 'not-done'],
  refer: ['handed-over'],
  cancel: ['not-done'],
} as const satisfies Record<string, readonly ReplyOutcome[]>;

/** Whoever is owed an answer has had it, and it fits how the case ends. */
export function mayEnd(incident: Pick<Incident, 'owed'>, how: keyof typeof toldAs): boolean {
  const { owed } = incident;
  if (!owed) return true;
  const told: readonly ReplyOutcome[] = toldAs[how];
  return hasReply(incident) && told.includes(owed.reply!.outcome);
}

export const takesNoWord = ({ owed }: Pick<Incident, 'owed'>): boolean => (owed?.words?.length ?? 0) >= MAX_WORDS;

/** One who waits for the answer to a case. Without `id`: whoever reported the case itself. */
export type Caller = Omit<OtherCaller, 'id' | 'number'> & { id?: IncidentId; number?: string };

/** All who wait for it, whoever reported the case itself first. */
export function callersOf({ owed }: Pick<Incident, 'owed'>): Caller[] {
  if (!owed) return [];
  const { callable, calls, rating, others = [] } = owed;
  // Kept before there were others, a rating is theirs.
  const heard = owed.heard ?? (rating && others.length === 0 ? true : undefined);
  const itself = { ...(callable && { callable }), ...(calls && { calls }), ...(heard && { heard }) };
  return [...(owed.onlyOthers ? [] : [itself]), ...others];
}

/** They left a number, have not said what they think, and can still be tried. */
const mayBeCalled = ({ callable, calls, heard }: Caller): boolean =>
  callable === true && !heard && (!calls || (!calls.reached && calls.tries < MOST_CALLS));

/** Those whom somebody has yet to call back, and by when each. */
export function callsDue(incident: Pick<Incident, 'owed'>): (Caller & { due: number })[] {
  if (!hasReply(incident)) return [];
  const { at } = incident.owed!.reply!;
  return callersOf(incident)
    .filter(mayBeCalled)
    .map((caller) => ({ ...caller, due: caller.calls ? caller.calls.last + CALL_AGAIN_AFTER : at + CALL_WITHIN }));
}

export const callBackOwed = (incident: Pick<Incident, 'owed'>): boolean => callsDue(incident).length > 0;

/**
 * The clock of the answer; null while the work itself has the clock, and where nothing is owed. A case that
 * has come back is work again.
 */
export function owedStep(incident: Pick<Incident, 'owed' | 'state' | 'times'>): OwedStep | null {
  const { owed, times } = incident;
  if (!owed) return null;
  const { reply, words = [] } = owed;
  const calls = callsDue(incident);
  if (calls.length > 0) return { step: 'call-back', due: Math.min(...calls.map(({ due }) => due)) };
  if (hasReply(incident)) return null;
  const asked = words.at(-1);
  if (reply && asked !== undefined && asked > reply.at) return { step: 'reply', due: asked + REPLY_WITHIN };
  if (reply?.due !== undefined) return { step: 'reply', due: reply.due };
  return isHandled(incident) && times.resolved !== undefined
    ? { step: 'reply', due: times.resolved + REPLY_WITHIN }
    : null;
}

/** They have objected again and again, and nobody has told them anything since. */
export function isDisputed(owed: Owed | undefined): boolean {
  const { words = [], reply } = owed ?? {};
  return words.length >= SEVERAL_WORDS && words.at(-1)! > (reply?.at ?? 0);
}
