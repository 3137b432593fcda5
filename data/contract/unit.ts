import * as z from 'zod';
import { IncidentId, Time, UnitId } from './ids.ts';

export const Availability = z.enum(['available', 'conditional', 'unavailable']);
export type Availability = z.infer<typeof Availability>;

export const UnitReason = z.enum([
  'dispatched',
  'enroute',
  'onscene',
  'patrol',
  'standby',
  'meal',
  'refuel',
  'offduty',
]);
export type UnitReason = z.infer<typeof UnitReason>;

/** How well we hear the unit, apart from what it does. */
export const ContactQuality = z.enum(['live', 'late', 'unknown', 'offline']);
export type ContactQuality = z.infer<typeof ContactQuality>;

/** A crew with a call sign that can be sent. Where it is travels in the positions lane. */
export const Unit = z.object({
  id: UnitId,
  /** Index in every positions frame: the order of registration, from 0. */
  slot: z.int().nonnegative(),
  callSign: z.string().max(40).optional(),
  /** One of the city pack's services, or `other`. */
  service: z.string().max(40),
  availability: Availability,
  reason: UnitReason,
  incident: IncidentId.optional(),
  /** When availability, reason or incident last changed. */
  since: Time,
  contact: ContactQuality,
  contactSince: Time,
  /** Since when its crew calls for help. */
  panic: Time.optional(),
  /** When the crew last said that it is well. */
  checkedIn: Time.optional(),
  /** Since when it is no unit of the city's any more. Its row stays, so that a slot means one unit for ever. */
  removed: Time.optional(),
  exercise: z.boolean(),
});
export type Unit = z.infer<typeof Unit>;
