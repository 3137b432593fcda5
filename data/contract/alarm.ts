import * as z from 'zod';
import { AlarmId, AreaId, Time } from './ids.ts';

export const AlarmCondition = z.enum([
  'p1-unassigned',
  'limit-near',
  'limit-passed',
  'unit-silent',
  'cell-unstaffed',
  'inspection-overdue',
  'panic',
  'welfare-due',
  'coverage-gap',
  'channel-silent',
  'cluster',
  'task-overdue',
  'danger-overdue',
  'confirmation-due',
  'answer-overdue',
  'answer-disputed',
]);
export type AlarmCondition = z.infer<typeof AlarmCondition>;

/** What the alarm is about; `id` is the id within its kind. */
export const AlarmSubject = z.object({
  kind: z.enum(['incident', 'unit', 'cell', 'area', 'source', 'danger', 'dispute']),
  id: z.string().max(64),
});

/** 1 = act now, 2 = act soon, 3 = act this shift. */
export const AlarmPriority = z.literal([1, 2, 3]);
export type AlarmPriority = z.infer<typeof AlarmPriority>;

/**
 * A condition that needs a supervisor's response (ISA-18.2, IEC 62682). Its two states are
 * independent: `active` is the condition, `acknowledged` the response. It leaves the board when
 * it is neither active nor waiting for an acknowledgement.
 */
export const Alarm = z.object({
  id: AlarmId,
  condition: AlarmCondition,
  subject: AlarmSubject,
  priority: AlarmPriority,
  areas: z.array(AreaId).max(3),
  raised: Time,
  active: z.boolean(),
  acknowledged: z.boolean(),
  /** Shelved until then; absent when not shelved. Shelving always ends. */
  shelvedUntil: Time.optional(),
  /** Suppressed by design: that other alarm says all of it. Absent when annunciated for itself. */
  suppressedBy: AlarmId.optional(),
  /** What it was raised on, to fill into its explanation: `{ observed: 7, expected: 0.4 }`. Times in ms since 1970. */
  figures: z.record(z.string().max(24), z.union([z.number(), z.string().max(64)])).optional(),
  exercise: z.boolean(),
});
export type Alarm = z.infer<typeof Alarm>;

/**
 * A condition that raises nothing until `until`, because somebody took it out of service: out of
 * order, being changed, known to be wrong this week. Always with an end; it returns by itself.
 */
export const OutOfService = z.object({
  id: AlarmCondition,
  since: Time,
  until: Time,
  reason: z.string().max(500).optional(),
});
export type OutOfService = z.infer<typeof OutOfService>;
