import * as z from 'zod';
import { CallReport, MOST_OF_CALLER } from '../api.ts';
import { text } from '../commands/fields.ts';
import { Incident } from '../incident.ts';
import { CallLine, CallReading } from '../call-line.ts';
import { route, says } from './route.ts';
import { takenInOnce } from './taken-in-once.ts';
import { leading, leads } from './who.ts';

export const takeCall = route({
  method: 'POST',
  path: '/api/v1/calls',
  right: leading,
  summary: 'File what a caller told the desk',
  description:
    'Kept under the source `desk`, with who took the call on record. The same person and `ref` again answers 200 with the first id, like any report again.',
  body: CallReport,
  ...takenInOnce,
});

export const readCallLine = route({
  method: 'POST',
  path: '/api/v1/calls/reading',
  right: leading,
  summary: 'Read what was written down of a call in one line',
  description:
    'Category, place and number to call back in any order, in whichever language of the pack or in pinyin. Nothing of it is kept, and no log has it.',
  body: CallLine,
  answers: { 200: says(CallReading, 'What the line holds') },
});

export const findCaller = route({
  method: 'POST',
  path: '/api/v1/calls/caller',
  right: leads,
  summary: 'The cases of whoever has this telephone number',
  description:
    'Found by the whole number, however it is written, as long as the contacts of their day are kept (90 days); newest first. There is no list of callers to search. Each search is on record, and each case that it finds as a look at who reported it.',
  body: z.strictObject({ phone: text(40) }),
  answers: { 200: says(z.object({ items: z.array(Incident).max(MOST_OF_CALLER) }), 'Open and ended ones') },
});
