import * as z from 'zod';
import { Alarm } from '../alarm.ts';
import { AlarmId, Time } from '../ids.ts';

const reason = z.string().max(500).optional();

export const alarmFacts = [
  z.object({
    kind: z.literal('alarm.raised'),
    alarm: Alarm.pick({ id: true, condition: true, subject: true, priority: true, areas: true }),
  }),
  z.object({ kind: z.literal('alarm.cleared'), alarm: AlarmId }),
  z.object({ kind: z.literal('alarm.acknowledged'), alarm: AlarmId }),
  z.object({ kind: z.literal('alarm.shelved'), alarm: AlarmId, until: Time, reason }),
  z.object({ kind: z.literal('alarm.unshelved'), alarm: AlarmId }),
  /** By design: `under` says all of it. */
  z.object({ kind: z.literal('alarm.suppressed'), alarm: AlarmId, under: AlarmId }),
  z.object({ kind: z.literal('alarm.unsuppressed'), alarm: AlarmId }),
] as const;
