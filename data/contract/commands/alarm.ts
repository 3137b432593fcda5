import * as z from 'zod';
import { type CommandIn, type Commands, desk } from './command.ts';
import { Moment, reason } from './fields.ts';

/** `POST /api/v1/alarms/{id}/{command}` */
export const alarmCommands = {
  acknowledge: { body: z.strictObject({}), may: desk },
  /** Shelving always ends. */
  shelve: { body: z.strictObject({ until: Moment, reason }), may: desk },
  unshelve: { body: z.strictObject({}), may: desk },
} as const satisfies Commands;
export type AlarmCommandName = keyof typeof alarmCommands;
export type AlarmCommand = CommandIn<typeof alarmCommands>;
