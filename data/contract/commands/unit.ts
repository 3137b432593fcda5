import * as z from 'zod';
import { Availability, UnitReason } from '../unit.ts';
import { type CommandIn, type Commands, desk, deskAndOwn } from './command.ts';
import { reason } from './fields.ts';

/** `POST /api/v1/units/{id}/{command}`: what a crew says of itself. Its work it reports on the incident. */
export const unitCommands = {
  status: {
    body: z.strictObject({
      availability: Availability,
      reason: UnitReason.extract(['patrol', 'standby', 'meal', 'refuel', 'offduty']),
    }),
    may: deskAndOwn,
  },
  /** The crew calls for help. */
  panic: { body: z.strictObject({}), may: deskAndOwn },
  'panic-end': { body: z.strictObject({ reason }), may: desk },
  /** The crew is well; its welfare timer starts anew. */
  'check-in': { body: z.strictObject({}), may: deskAndOwn },
} as const satisfies Commands;
export type UnitCommand = CommandIn<typeof unitCommands>;
