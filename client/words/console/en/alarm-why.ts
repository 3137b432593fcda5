import type { AlarmCondition } from '#data/contract/alarm.ts';

/** What a sentence is filled with: said as people say it; a dash where the board no longer knows. */
export type Filled = (parameter: string) => string;

/** Of each condition: why it stands, what was the matter once it has gone, and what to do about it. */
export type AlarmWords = {
  why: Record<AlarmCondition, (p: Filled) => string>;
  was: Record<AlarmCondition, (p: Filled) => string>;
  response: Record<AlarmCondition, string>;
  /** In place of what to do, when the condition has gone before anybody answered. */
  over: string;
  steps: Record<'accept' | 'attend' | 'resolve', string>;
  owed: Record<'reply' | 'call-back', string>;
  responders: Record<'supervisor' | 'admin', string>;
  /** Added where a silent channel carries units. */
  units: (n: string) => string;
};

export const alarmWhy: AlarmWords = {
  why: {
    panic: (p) => `The crew of ${p('unit')} pressed its emergency button ${p('since')}, ${p('since.ago')} ago.`,
    'p1-unassigned': (p) => `${p('incident')} is P1, came in ${p('received.ago')} ago, and nobody has been sent to it.`,
    'limit-passed': (p) => `${p('incident')} should have been ${p('step')} by ${p('due')}: ${p('due.ago')} ago.`,
    'limit-near': (p) => `${p('incident')} must be ${p('step')} by ${p('due')}: more than 80 % of the time is used up.`,
    'unit-silent': (p) => `${p('unit')} has not been heard since ${p('since')}, for ${p('since.ago')}.`,
    'welfare-due': (p) =>
      `The crew of ${p('unit')} is on scene and last said that it is well ${p('since')}, ${p('since.ago')} ago.`,
    'channel-silent': (p) =>
      `Nothing has come from ${p('source')} since ${p('since')}; about ${p('expected')} messages were to be expected. Chance makes such a gap less than once in 10,000.`,
    cluster: (p) =>
      `${p('observed')} incidents of ${p('group')} in ${p('hours')} hours; ${p('expected')} are usual here at this time of day. So many come by chance with probability ${p('p')}.`,
    'coverage-gap': (p) =>
      `No free unit could be at ${p('far')} of ${p('cells')} grid cells within ${p('minutes')} minutes; the nearest needs ${p('nearest')} minutes to the first of them.`,
    'cell-unstaffed': (p) => `Nobody holds a post of ${p('cell')} at present.`,
    'task-overdue': (p) =>
      `${p('overdue')} of ${p('parties')} organisations on ${p('incident')} are past their deadline; the first was due ${p('due')}.`,
    'inspection-overdue': (p) =>
      `${p('overdue')} visits of ${p('cell')} are overdue; the first was due ${p('due')}, ${p('due.ago')} ago.`,
    'danger-overdue': (p) =>
      `A hidden danger in ${p('cell')} was to be put right by ${p('due')}, ${p('due.ago')} ago, and is not.`,
    'confirmation-due': (p) => `The court can be asked to confirm the agreement until ${p('due')}.`,
    'answer-overdue': (p) =>
      `Whoever reported ${p('incident')} was to be ${p('owed')} by ${p('due')}, ${p('due.ago')} ago.`,
    'answer-disputed': (p) =>
      `Whoever reported ${p('incident')} has objected ${p('words')} times to what they were told, and has had no answer since.`,
  },
  was: {
    panic: (p) => `The crew of ${p('unit')} called for help at ${p('raised')}. The call has been ended.`,
    'p1-unassigned': (p) => `${p('incident')} was of priority 1, and at ${p('raised')} nobody had been sent to it.`,
    'limit-passed': (p) => `A time limit of ${p('incident')} had passed at ${p('raised')}.`,
    'limit-near': (p) => `At ${p('raised')} more than 80 % of a time limit of ${p('incident')} was used up.`,
    'unit-silent': (p) => `At ${p('raised')} ${p('unit')} had not been heard for too long. It has been heard since.`,
    'welfare-due': (p) => `At ${p('raised')} the crew of ${p('unit')} had not said for too long that it is well.`,
    'channel-silent': (p) => `At ${p('raised')} nothing had come from ${p('source')} for longer than chance allows.`,
    cluster: (p) =>
      `There were ${p('observed')} incidents of ${p('group')} in ${p('hours')} hours, where ${p('expected')} are usual at this time of day.`,
    'coverage-gap': (p) =>
      `At ${p('raised')} no free unit could have been at ${p('far')} of ${p('cells')} grid cells within ${p('minutes')} minutes.`,
    'cell-unstaffed': (p) => `At ${p('raised')} nobody held a post of ${p('cell')}.`,
    'task-overdue': (p) => `At ${p('raised')} an organisation on ${p('incident')} was past its deadline.`,
    'inspection-overdue': (p) => `At ${p('raised')} visits of ${p('cell')} were overdue.`,
    'danger-overdue': (p) => `At ${p('raised')} a hidden danger in ${p('cell')} had not been put right in time.`,
    'confirmation-due': (p) => `At ${p('raised')} the time in which a court can be asked to confirm was running out.`,
    'answer-overdue': (p) => `At ${p('raised')} whoever reported ${p('incident')} had waited too long for an answer.`,
    'answer-disputed': (p) =>
      `At ${p('raised')} whoever reported ${p('incident')} had objected again and again without an answer.`,
  },
  response: {
    panic:
      'Call the crew. Send the nearest units and tell them. End the call for help only when the crew says that it is safe.',
    'p1-unassigned': 'Send the recommended unit now. If none is free, take one from an incident of lower priority.',
    'limit-passed':
      'Find out who is on it and what keeps them. Send somebody else, or extend with a reason that can be told.',
    'limit-near': 'Ask for the state. Send a unit or a reminder while there is time.',
    'unit-silent': 'Call the crew by radio and phone. No answer: send another unit to its last place.',
    'welfare-due': 'Call the crew. No answer: send another unit at once.',
    'channel-silent': 'Call those who run the channel. Until it is back, take reports and positions by telephone.',
    cluster: 'Look at the cases together: one cause, one offender, duplicates? Send a patrol and tell the community.',
    'coverage-gap': 'Move a free unit there, or call one in. None to spare: tell the neighbouring district.',
    'cell-unstaffed': 'Fill a post or name a deputy from the next cell.',
    'task-overdue': 'Call the organisation. Set a new time with it, or name another one.',
    'inspection-overdue': 'Ask the holder of the post when it will be done, or give the visit to the deputy.',
    'danger-overdue': 'Call the organisation that has to put it right. Secure the place; escalate if nothing moves.',
    'confirmation-due': 'Ask the mediator whether the parties want it, and apply; or record that they do without it.',
    'answer-overdue': 'Tell them what has become of it, or call them back. Give the call to somebody who is free.',
    'answer-disputed':
      'Read what they say, and ask on the spot. Give it to somebody else than last time, and tell them who that is.',
  },
  over: 'Its condition has gone by itself. Acknowledge it; ask what it was where that is not known.',
  steps: { accept: 'accepted', attend: 'attended', resolve: 'resolved' },
  owed: { reply: 'told what has become of it', 'call-back': 'called back' },
  responders: { supervisor: 'Shift supervisor', admin: 'Administrator on duty' },
  units: (n) => `${n} units on duty are heard through it.`,
};
