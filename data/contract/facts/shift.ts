import * as z from 'zod';
import { HandoverId, ShiftEntryId } from '../ids.ts';
import { Handover, ShiftEntry } from '../shift.ts';

export const shiftFacts = [
  z.object({ kind: z.literal('shift.noted'), entry: ShiftEntry.omit({ at: true, by: true, exercise: true }) }),
  z.object({ kind: z.literal('shift.promise-kept'), entry: ShiftEntryId, text: z.string().max(1000).optional() }),
  z.object({
    kind: z.literal('handover.drawn-up'),
    handover: Handover.pick({ id: true, area: true, items: true, stood: true, text: true }),
  }),
  /** Who gives signs first, who takes last; then the old notes leave the board. */
  z.object({ kind: z.literal('handover.signed'), handover: HandoverId, as: z.enum(['giving', 'taking']) }),
] as const;
