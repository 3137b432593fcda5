import { ReportAnswer } from '../api.ts';
import { says } from './route.ts';

/** How a report of a person of ours is taken: the same one again is answered like the first, and kept once. */
export const takenInOnce = {
  takes: { limit: '64kb' },
  answers: { 200: says(ReportAnswer, 'Known already'), 201: says(ReportAnswer, 'Taken in') },
  keeps: true,
} as const;
