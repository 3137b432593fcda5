import * as z from 'zod';
import { Availability, UnitReason } from '../unit.ts';
import { keyText } from '../../kit/text.ts';
import { administration, type CommandIn, type Commands, desk, deskAndOwn } from './command.ts';
import { reason } from './fields.ts';

/** `POST /api/v1/units/{id}/{command}`: what a crew says of itself, and what it is. Its work it reports on the incident. */
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
  /** What it is called, and which service it is of; what is left out stays. */
  describe: {
    body: z
      .strictObject({ callSign: keyText(40).optional(), service: z.string().min(1).max(40).optional() })
      .refine(({ callSign, service }) => callSign !== undefined || service !== undefined, {
        path: ['callSign'],
        message: 'a call sign or a service must be given',
      }),
    may: administration,
  },
  /** It is no unit of the city's any more. */
  remove: { body: z.strictObject({ reason }), may: administration },
  restore: { body: z.strictObject({ reason }), may: administration },
} as const satisfies Commands;
export type UnitCommand = CommandIn<typeof unitCommands>;
