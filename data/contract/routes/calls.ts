import { CallReport } from '../api.ts';
import { route } from './route.ts';
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
