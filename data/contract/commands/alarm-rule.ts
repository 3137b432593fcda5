import * as z from 'zod';
import { administration, type CommandIn, type Commands } from './command.ts';
import { Moment, reason } from './fields.ts';

/** `POST /api/v1/alarm-rules/{condition}/{command}`: a condition out of service raises nothing until then. */
export const alarmRuleCommands = {
  'take-out': { body: z.strictObject({ until: Moment, reason }), may: administration },
  return: { body: z.strictObject({}), may: administration },
} as const satisfies Commands;
export type AlarmRuleCommand = CommandIn<typeof alarmRuleCommands>;
