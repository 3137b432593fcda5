import * as z from 'zod';
import { Actor } from './actor.ts';
import { Alarm } from './alarm.ts';
import { AlarmId, AreaId, CellId, HandoverId, IncidentId, ShiftEntryId, Time } from './ids.ts';
import { Incident } from './incident.ts';

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
 * How each item stood when the hand-over was drawn up. What is signed is this, whatever becomes of the items later.
 * A cell is named by the city pack, which does not change while a shift lasts.
 */
export const HandoverStood = z.object({
  incidents: z.array(
    Incident.pick({ id: true, number: true, priority: true, category: true, state: true, title: true }),
  ),
  alarms: z.array(
    z.object({
      ...Alarm.pick({ id: true, condition: true, subject: true, areas: true, shelvedUntil: true }).shape,
      /** The call sign or the case number of what it is about. */
      called: z.string().max(64).optional(),
    }),
  ),
  promises: z.array(ShiftEntry.pick({ id: true, text: true, due: true })),
});
export type HandoverStood = z.infer<typeof HandoverStood>;

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
  /** Read with the hand-over itself, by who may sign it; on no board. Absent in those of before it was kept. */
  stood: HandoverStood.optional(),
  text: z.string().max(4000).optional(),
  given: Signature.optional(),
  taken: Signature.optional(),
  exercise: z.boolean(),
});
export type Handover = z.infer<typeof Handover>;
