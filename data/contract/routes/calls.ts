import { CallReport } from '../api.ts';
import { CallLine, CallReading } from '../call-line.ts';
import { route, says } from './route.ts';
import { takenInOnce } from './taken-in-once.ts';
import { leading } from './who.ts';

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
