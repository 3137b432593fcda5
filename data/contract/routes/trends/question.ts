import * as z from 'zod';
import { IncidentState, Mode, Priority } from '../../incident.ts';
import { Measure, SplitBy } from '../../question.ts';
import { listOf, someId } from '../query.ts';

/** A free question about cases, as an address can hold it; nothing named means all of them. Days are the city's. */
export const Question = z.strictObject({
  category: someId,
  area: someId,
  cell: someId,
  source: someId,
  priority: listOf(z.coerce.number<string>().pipe(Priority)).optional(),
  mode: Mode.optional(),
  state: listOf(IncidentState).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  by: listOf(SplitBy)
    .refine((by) => by.length <= 2 && new Set(by).size === by.length, 'at most two, and each once')
    .optional(),
  measure: Measure.optional(),
  /** As it stood at the end of that day. */
  asOf: z.iso.date().optional(),
});
export type Question = z.infer<typeof Question>;
