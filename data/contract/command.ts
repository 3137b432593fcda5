import * as z from 'zod';
import { TimeLimit } from './city-pack.ts';
import { IncidentId, Time, UnitId } from './ids.ts';
import { CategoryId, Priority } from './incident.ts';
import { Availability, UnitReason } from './unit.ts';

const reason = z.string().trim().min(1).max(500);
const because = { reason: reason.optional() };
const crew = { unit: UnitId };

/** RFC 3339 with an offset, or milliseconds since 1970. */
const Moment = z.union([
  Time,
  z.iso
    .datetime({ offset: true })
    .pipe(z.coerce.date())
    .transform((date) => date.getTime())
    .pipe(Time),
]);

/** The body of each command of an incident: `POST /api/v1/incidents/{id}/{command}`. */
export const incidentCommands = {
  /** What is left out stays as the source said. */
  triage: z.strictObject({ category: CategoryId.optional(), priority: Priority.optional(), ...because }),
  assign: z.strictObject({ ...crew, ...because }),
  unassign: z.strictObject({ ...crew, ...because }),
  accept: z.strictObject(crew),
  enroute: z.strictObject(crew),
  arrive: z.strictObject(crew),
  resolve: z.strictObject(because),
  verify: z.strictObject(because),
  close: z.strictObject(because),
  reopen: z.strictObject({ reason }),
  cancel: z.strictObject({ reason }),
  /** This one is a duplicate of `into`. */
  merge: z.strictObject({ into: IncidentId, ...because }),
  /** To whom: never just "not ours". */
  refer: z.strictObject({ to: z.string().trim().min(1).max(120), ...because }),
  note: z.strictObject({ text: z.string().trim().min(1).max(4000) }),
  extend: z.strictObject({
    limit: z.enum(['accept', 'attend', 'resolve']).default('resolve'),
    by: TimeLimit.extend({ amount: z.number().positive().max(10_000) }),
    reason,
  }),
  suspend: z.strictObject({ until: Moment, reason }),
  resume: z.strictObject(because),
} as const;

export type IncidentCommandName = keyof typeof incidentCommands;
export type IncidentCommand = CommandOf<typeof incidentCommands>;

/** `POST /api/v1/units/{id}/{command}`: what a crew says of itself. Its work it reports on the incident. */
export const unitCommands = {
  status: z.strictObject({
    availability: Availability,
    reason: UnitReason.extract(['patrol', 'standby', 'meal', 'refuel', 'offduty']),
  }),
} as const;
export type UnitCommand = CommandOf<typeof unitCommands>;

/** `POST /api/v1/alarms/{id}/{command}` */
export const alarmCommands = {
  acknowledge: z.strictObject({}),
  /** Shelving always ends. */
  shelve: z.strictObject({ until: Moment, reason }),
  unshelve: z.strictObject({}),
} as const;
export type AlarmCommandName = keyof typeof alarmCommands;
export type AlarmCommand = CommandOf<typeof alarmCommands>;

/** `POST /api/v1/inspections/{id}/{command}` */
export const inspectionCommands = { done: z.strictObject({}) } as const;

/** The body of a command of that name, parsed. */
export type BodyOf<Name extends IncidentCommandName> = z.infer<(typeof incidentCommands)[Name]>;

/** `{ name, body }`, one member per command. */
type CommandOf<Bodies extends Record<string, z.ZodType>> = {
  [Name in keyof Bodies]: { name: Name; body: z.infer<Bodies[Name]> };
}[keyof Bodies];
