import * as z from 'zod';
import { Alarm, AlarmCondition } from '../alarm.ts';
import { AlarmId, Time } from '../ids.ts';

const reason = z.string().max(500).optional();

export const alarmFacts = [
  z.object({
    kind: z.literal('alarm.raised'),
    alarm: Alarm.pick({ id: true, condition: true, subject: true, priority: true, areas: true, figures: true }),
  }),
  z.object({ kind: z.literal('alarm.cleared'), alarm: AlarmId }),
  z.object({ kind: z.literal('alarm.acknowledged'), alarm: AlarmId }),
  z.object({ kind: z.literal('alarm.shelved'), alarm: AlarmId, until: Time, reason }),
  z.object({ kind: z.literal('alarm.unshelved'), alarm: AlarmId }),
  /** By design: `under` says all of it. */
  z.object({ kind: z.literal('alarm.suppressed'), alarm: AlarmId, under: AlarmId }),
  z.object({ kind: z.literal('alarm.unsuppressed'), alarm: AlarmId }),
  /** Out of service: alarms of this condition are not raised until then. */
  z.object({ kind: z.literal('alarm-rule.taken-out'), condition: AlarmCondition, until: Time, reason }),
  z.object({ kind: z.literal('alarm-rule.returned'), condition: AlarmCondition }),
] as const;
