/** Whether the fact that the head names is the one that the log holds there: asked in one statement, so of one moment. */
export const AGREES =
  '(head.seq = 0 OR EXISTS (SELECT 1 FROM fact WHERE fact.seq = head.seq AND fact.hash = head.hash)) AS agrees';

/** What is said of a store where it is not: nobody knows what was there, and nothing may go on from it. */
export const DAMAGED = 'the store is damaged: its log does not end with the fact that its head names; restore it';
