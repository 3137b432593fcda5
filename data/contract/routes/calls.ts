import { CallReport, ReportAnswer } from '../api.ts';
import { route, says } from './route.ts';
import { leading } from './who.ts';

export const takeCall = route({
  method: 'POST',
  path: '/api/v1/calls',
  right: leading,
  summary: 'File what a caller told the desk',
  description:
    'Kept under the source `desk`, with who took the call on record. The same person and `ref` again answers 200 with the first id, like any report again.',
  body: CallReport,
  takes: { limit: '64kb' },
  answers: { 200: says(ReportAnswer, 'Known already'), 201: says(ReportAnswer, 'Taken in') },
  keeps: true,
});
