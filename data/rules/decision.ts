import type { Actor } from '../contract/actor.ts';
import type { Board } from '../contract/board.ts';
import type { Fact } from '../contract/fact.ts';
import type { Incident } from '../contract/incident.ts';
import type { Result } from '../kit/result.ts';
import type { LimitPack } from './time-limits.ts';

/** What a decision about an incident may depend on beside the incident and the command. */
export type DecisionContext = {
  actor: Actor;
  now: number;
  board: Pick<Board, 'incidents' | 'units'>;
  pack: LimitPack;
  /** Whether whoever commands may know of another incident; left out: of every one. */
  mayKnow?: (other: Incident) => boolean;
};

/** Why a command is refused. */
export const whys = {
  state: 'the present state does not allow it',
  'same-actor': 'who resolved it does not verify it',
  'already-assigned': 'the unit is already on this incident',
  'not-assigned': 'the unit is not on this incident',
  'which-unit': 'several units are on this incident: say which',
  'step-passed': 'the unit has already come further',
  'unit-busy': 'the unit is on another incident',
  'unit-unavailable': 'the unit is not available',
  'unit-removed': 'the unit has been removed',
  'not-removed': 'the unit has not been removed',
  'unit-in-panic': 'the unit calls for help: end that first',
  'call-sign-taken': 'another unit is called so',
  'service-unknown': 'the city has no such service',
  'unit-unknown': 'there is no such unit',
  'category-unknown': 'the city has no such category',
  'into-itself': 'an incident is not a duplicate of itself',
  'into-unknown': 'there is no such open incident',
  'limit-unset': 'the incident has no such limit',
  'on-incident': 'the unit is on an incident: clear it there first',
  contradiction: 'the two do not go together',
  acknowledged: 'it is already acknowledged',
  'not-shelved': 'it is not shelved',
  'until-past': 'the end must lie ahead',
  'until-far': 'the end lies too far ahead',
  'never-shelved': 'a call for help is never shelved',
  'never-out': 'a call for help is never out of service',
  'in-service': 'it is in service',
  'organisation-unknown': 'the city has no such organisation',
  'already-linked': 'this organisation works on it already',
  'too-many-parties': 'no more organisations can work on one incident',
  'has-lead': 'another organisation leads already',
  'returned-before': 'this organisation has returned it before: the desk decides whose it is',
  'returned-too-often': 'it has been handed on too often: the desk decides whose it is',
  'task-unknown': 'the incident has no such task',
  'tasks-open': 'not every organisation has signed off: closing all the same needs a reason',
  'at-the-top': 'it is at the highest level already',
  'level-passed': 'it has come to that level already',
  'in-panic': 'it calls for help already',
  'not-in-panic': 'it does not call for help',
  'checklist-unknown': 'the city has no such checklist',
  'item-unknown': 'the checklist has no such item',
  'item-twice': 'this item is answered already',
  'item-missing': 'every item of the checklist needs an answer',
  'photo-unknown': 'no such photo has been kept: send it first',
  'cell-unknown': 'the city has no such grid cell',
  'same-hand': 'who put it right does not check it',
  'holds-other-post': 'this person holds another post of this cell: vacate it first',
  'post-empty': 'nobody holds this post',
  'from-ahead': 'a post cannot begin in the future',
  'to-before-from': 'a post must end after it begins, and its end must lie ahead',
  'person-unknown': 'there is no such person',
  'off-duty': 'the unit is off duty: nothing was kept',
  'party-missing': 'at least one party must be named',
  'mediator-unfit': 'there is nobody of that id who may mediate',
  'handler-unfit': 'there is nobody of that id who may handle a dispute',
  'too-many-handlers': 'no more people can handle one dispute',
  'mediator-missing': 'the mediator is one of the handlers',
  'session-planned': 'a session is planned for that time already',
  'session-unknown': 'no session was planned for that time',
  'session-told': 'it is told already what became of this session',
  'session-ahead': 'the session has yet to take place',
  'too-many-sessions': 'no more sessions can be planned',
  'confirmation-late': 'the time to ask the court has passed',
  'due-missing': 'a promise says by when it will be kept',
  'due-of-note': 'only a promise has a time',
  'incident-unknown': 'there is no such incident',
  'not-promise': 'this line of the shift log is no promise',
  'kept-already': 'the promise is kept already',
  'given-already': 'who gives has signed already',
  'taken-already': 'both have signed already',
  'give-first': 'who gives the shift signs first',
  'same-signer': 'who gives the shift does not take it: two people sign',
  'reply-owed': 'whoever reported is told first, and what they are told fits how it ends',
  'call-back-owed': 'whoever reported has not been called back: closing all the same needs a reason',
  'not-done-yet': 'what has not been resolved is not told as done',
  'receiver-missing': 'what is handed over has a receiver with a name',
  'reason-missing': 'what is not done has a reason',
  'decider-missing': 'somebody has decided that it is not done: say who',
  'rating-missing': 'say whether they are satisfied, or how much from 1 to 5',
  'not-reached': 'who was not reached has said nothing',
  'caller-unknown': 'nobody of that report waits for an answer to this case',
  'too-many-words': 'no more words are taken on this case: a telephone call is better now',
  'not-own': 'who sends a bulletin changes it: this one is not ours',
  'headline-missing': 'a bulletin says something in at least one language',
  'area-unknown': 'the city has no such area',
  replaced: 'a newer hand-over has taken its place',
} as const;
export type Why = keyof typeof whys;

/** A pointer names the field of the body that is at fault; without one it is the present state. */
export type Fault = { why: Why; pointer?: `/${string}` };

/** Facts that stand or fall together, or why not. */
export type Decided = Result<Fact[], Fault>;

/** Names the incident and the revision that comes next. */
export function nextRev({ id, rev }: Incident): { incident: Incident['id']; rev: number } {
  return { incident: id, rev: rev + 1 };
}

/** The reason as a fact carries it: absent rather than undefined. */
export function withReason({ reason }: { reason?: string | undefined }): { reason?: string } {
  return reason === undefined ? {} : { reason };
}
