import * as z from 'zod';
import { Actor } from './actor.ts';
import { AlarmId, AreaId, CellId, HandoverId, IncidentId, ShiftEntryId, Time } from './ids.ts';

/** A line of the shift log. A promise stays on the board, over as many shifts as it takes, until it is kept. */
export const ShiftEntry = z.object({
  id: ShiftEntryId,
  at: Time,
  by: Actor.optional(),
  kind: z.enum(['note', 'promise']),
  text: z.string().max(1000),
  /** By when the promise is to be kept. */
  due: Time.optional(),
  incident: IncidentId.optional(),
  /** The area whose shift this is the log of; absent = the city's. */
  area: AreaId.optional(),
  exercise: z.boolean(),
});
export type ShiftEntry = z.infer<typeof ShiftEntry>;

const Signature = z.object({ by: Actor.optional(), at: Time });

/** What a shift leaves to the next: by reference, as it stood when the hand-over was drawn up. */
export const HandoverItems = z.object({
  open: z.array(IncidentId),
  overdue: z.array(IncidentId),
  shelved: z.array(AlarmId),
  promises: z.array(ShiftEntryId),
  /** Cells with nobody responsible. */
  gaps: z.array(CellId),
});
export type HandoverItems = z.infer<typeof HandoverItems>;

/**
 * The end-of-shift record. It counts when both have signed: who gives and who takes, two people.
 * The board holds, for each area that hands over, the one that waits for signatures and the last
 * one that has both.
 */
export const Handover = z.object({
  id: HandoverId,
  drawnUp: Time,
  /** The area whose shift ends; absent = the city's. */
  area: AreaId.optional(),
  items: HandoverItems,
  text: z.string().max(4000).optional(),
  given: Signature.optional(),
  taken: Signature.optional(),
  exercise: z.boolean(),
});
export type Handover = z.infer<typeof Handover>;
