import type { Why } from '#data/rules/decision.ts';

/** Codes that the server answers beside those of the rules: who asks, what is asked, sessions, the register of people. */
type OtherWhy =
  | 'unknown'
  | 'no-such-command'
  | 'no-right'
  | 'invalid'
  | 'stale'
  | 'changed'
  | 'left'
  | 'name-taken'
  | 'subject-taken'
  | 'last-admin'
  | 'oneself'
  | 'enrol'
  | 'locked'
  | 'other-person'
  | 'cross-site'
  | 'sign-in-again'
  | 'wrong'
  | 'code-needed'
  | 'code-wrong'
  | 'too-often'
  | 'not-begun'
  | 'provider-refused'
  | 'busy'
  | 'no-jpeg'
  | 'too-many-pixels';

/** Of each code, a sentence for the person who was refused. */
export type RefusalWords = Record<Why | OtherWhy, string>;

export const refusals: RefusalWords = {
  state: 'As it stands now, this cannot be done.',
  'same-actor': 'Who resolved it does not verify it: somebody else does.',
  'already-assigned': 'The unit is on this incident already.',
  'not-assigned': 'The unit is not on this incident.',
  'which-unit': 'Several units are on this incident: say which.',
  'step-passed': 'The unit has come further already.',
  'unit-busy': 'The unit is on another incident.',
  'unit-unavailable': 'The unit is not available.',
  'unit-unknown': 'There is no such unit.',
  'unit-removed': 'The unit has been removed.',
  'not-removed': 'The unit has not been removed.',
  'unit-in-panic': 'The unit calls for help: end that first.',
  'call-sign-taken': 'Another unit is called so.',
  'service-unknown': 'The city has no such service.',
  'category-unknown': 'The city has no such category.',
  'into-itself': 'An incident is not a duplicate of itself.',
  'into-unknown': 'There is no such open incident.',
  'limit-unset': 'The incident has no such time limit.',
  'on-incident': 'The unit is on an incident: clear it there first.',
  contradiction: 'The two do not go together.',
  acknowledged: 'It is acknowledged already.',
  'not-shelved': 'It is not shelved.',
  'until-past': 'The end must lie ahead.',
  'until-far': 'The end lies too far ahead.',
  'never-shelved': 'A call for help is never shelved.',
  'never-out': 'A call for help is never out of service.',
  'in-service': 'It is in service already.',
  'organisation-unknown': 'The city has no such organisation.',
  'already-linked': 'This organisation works on it already.',
  'too-many-parties': 'No more organisations can work on one incident.',
  'has-lead': 'Another organisation leads already.',
  'task-unknown': 'The incident has no such task.',
  'tasks-open': 'Not every organisation has signed off: closing all the same needs a reason.',
  'at-the-top': 'It is at the highest level already.',
  'level-passed': 'It has come to that level already.',
  'in-panic': 'The crew calls for help already.',
  'not-in-panic': 'The crew does not call for help.',
  'checklist-unknown': 'The city has no such checklist.',
  'item-unknown': 'The checklist has no such item.',
  'item-twice': 'This item is answered already.',
  'item-missing': 'Every item of the checklist needs an answer.',
  busy: 'Too much is being asked at once: try again shortly.',
  'photo-unknown': 'No such photo was kept: send it first.',
  'no-jpeg': 'This is no whole picture: send it as a JPEG.',
  'too-many-pixels': 'The photo has too many pixels: send a smaller one.',
  'cell-unknown': 'The city has no such grid cell.',
  'same-hand': 'Who put it right does not check it: somebody else does.',
  'holds-other-post': 'This person holds another post of this cell: vacate that first.',
  'post-empty': 'Nobody holds this post.',
  'from-ahead': 'A post cannot begin in the future.',
  'to-before-from': 'A post must end after it begins, and its end must lie ahead.',
  'person-unknown': 'There is no such person.',
  'off-duty': 'The unit is off duty: nothing was kept.',
  'party-missing': 'At least one party must be named.',
  'mediator-unfit': 'Nobody of that name may mediate.',
  'handler-unfit': 'Nobody of that name may handle a dispute.',
  'too-many-handlers': 'No more people can handle one dispute.',
  'mediator-missing': 'The mediator is one of the handlers.',
  'session-planned': 'A session is planned for that time already.',
  'session-unknown': 'No session was planned for that time.',
  'session-told': 'What became of this session is on record already.',
  'session-ahead': 'The session has yet to take place.',
  'too-many-sessions': 'No more sessions can be planned.',
  'confirmation-late': 'The time to ask the court has passed.',
  'due-missing': 'A promise says by when it will be kept.',
  'due-of-note': 'Only a promise has a time.',
  'incident-unknown': 'There is no such incident.',
  'not-promise': 'This line of the shift log is no promise.',
  'kept-already': 'The promise is kept already.',
  'given-already': 'Who gives has signed already.',
  'taken-already': 'Both have signed already.',
  'give-first': 'Who gives the shift signs first.',
  'same-signer': 'Who gives the shift does not take it: two people sign.',
  'reply-owed': 'Whoever reported is told first, and what they are told fits how it ends.',
  'call-back-owed': 'Whoever reported has not been called back. Closing all the same needs a reason.',
  'not-done-yet': 'It has not been resolved: it is not told as done.',
  'receiver-missing': 'Say by name who deals with it now.',
  'reason-missing': 'Say why it is not done.',
  'decider-missing': 'Say who decided that it is not done.',
  'rating-missing': 'Say whether they are satisfied.',
  'not-reached': 'Who was not reached has said nothing.',
  'returned-before': 'This organisation has returned it before: the desk decides whose it is.',
  'returned-too-often': 'It has been handed on too often: the desk decides whose it is.',
  'caller-unknown': 'Nobody of that report waits for an answer to this case.',
  'too-many-words': 'No more words are taken on this case. A telephone call is better now.',
  replaced: 'A newer hand-over has taken its place.',

  unknown: 'There is no such thing, or you may not see it.',
  'no-such-command': 'There is no such command.',
  'no-right': 'This is not yours to do.',
  invalid: 'Something is not filled in as it must be.',
  stale: 'Somebody has changed it since you saw it. Look at it again.',
  changed: 'Somebody has changed this person since. Look again.',
  left: 'This person has left.',
  'name-taken': 'Somebody else signs in under this name.',
  'subject-taken': 'Somebody else has this account of the identity provider.',
  'last-admin': 'The last administrator stays one.',
  oneself: 'Nobody does this to themselves: another administrator does.',
  enrol: 'Set up an authenticator first.',
  locked: 'Actions are locked: unlock them first.',
  'other-person': 'Somebody else has signed in on this device since.',
  'cross-site': 'The request came from another site and was not carried out.',
  'sign-in-again': 'Sign in again first.',
  wrong: 'The name or the password is wrong.',
  'code-needed': 'The code of the authenticator is needed.',
  'code-wrong': 'The code is wrong or was used already.',
  'too-often': 'Too many attempts. Wait a little.',
  'not-begun': 'This sign-in was not begun here.',
  'provider-refused': 'The identity provider refused the sign-in.',
  'not-own': 'Who sends a bulletin changes it: this one is not ours.',
  'headline-missing': 'A bulletin says something in at least one language.',
  'area-unknown': 'There is no such area, or it is not yours.',
};
