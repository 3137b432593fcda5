import * as z from 'zod';
import { AreaId, HandoverId, ShiftEntryId, Time } from '../ids.ts';
import { Handover, ShiftEntry } from '../shift.ts';

export const shiftFacts = [
  z.object({ kind: z.literal('shift.noted'), entry: ShiftEntry.omit({ at: true, by: true, exercise: true }) }),
  z.object({ kind: z.literal('shift.promise-kept'), entry: ShiftEntryId, text: z.string().max(1000).optional() }),
  z.object({
    kind: z.literal('handover.drawn-up'),
    handover: Handover.pick({ id: true, area: true, items: true, stood: true, text: true }),
  }),
  /** Who gives signs first, who takes last. */
  z.object({
    kind: z.literal('handover.signed'),
    handover: HandoverId,
    as: z.enum(['giving', 'taking']),
    /** A `shift.handed-over` takes the old notes off the board; absent: they leave with the last signature. */
    notesApart: z.literal(true).optional(),
  }),
  /**
   * The notes of a shift that were there to be read in its hand-over leave the board. Whoever reads the city's log knows
   * of this, also where the city's hand-over is not theirs to read.
   */
  z.object({
    kind: z.literal('shift.handed-over'),
    /** Whose shift it was; absent = the city's. */
    area: AreaId.optional(),
    /** When the hand-over was drawn up. */
    until: Time,
  }),
] as const;
