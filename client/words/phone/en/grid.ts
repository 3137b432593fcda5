import { checklist } from '../../shared/en/checklist.ts';

/** Visits and hidden dangers of the grid, as the phone says them. */
export const grid = {
  visit: {
    ok: checklist.met,
    notOk: checklist.unmet,
    note: 'What is wrong (no names of residents)',
    photo: 'Take photo',
    another: 'Take another photo',
    removePhoto: 'Remove photo',
    picture: 'The photo taken',
    badPhoto: 'This is not a picture that the phone can read.',
    answered: (n: string, of: string) => `${n} of ${of} answered`,
    allOk: 'All the rest is met',
    done: 'Visit done',
    becomes: 'What is not met becomes a hidden danger.',
    kept: 'Your answers are kept on this phone until you finish.',
    due: (clock: string) => `due ${clock}`,
    overdue: (age: string) => `overdue by ${age}`,
    waits: 'Done. It waits to be sent.',
  },
  danger: {
    notMet: checklist.notMet,
    states: {
      found: 'Found',
      ordered: 'To be put right',
      rectifying: 'Being put right',
      recheck: 'To be checked',
      cleared: 'Cleared',
    },
    reason: 'What was done (not required)',
    why: 'What is still wrong',
    sameHand: 'You said that it is put right. Somebody else checks it.',
    by: 'New deadline',
    days: (n: string) => `in ${n} days`,
    due: (clock: string) => `by ${clock}`,
  },
};
