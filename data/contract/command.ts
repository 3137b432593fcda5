import * as z from 'zod';
import { TimeLimit } from './city-pack.ts';
import { Confirmation, DisputeContent } from './dispute.ts';
import { Answer, Post, PostRole } from './grid.ts';
import { CellId, IncidentId, OrganisationId, PersonId, TaskId, Time, UnitId } from './ids.ts';
import { CategoryId, EscalationLevel, Priority } from './incident.ts';
import { Availability, UnitReason } from './unit.ts';

const reason = z.string().trim().min(1).max(500);
const because = { reason: reason.optional() };
const crew = { unit: UnitId };
/** Left out: the only unit that is on it. */
const itsCrew = { unit: UnitId.optional() };
const task = { task: TaskId };
/** What people write; trimmed, never empty. */
const text = (most: number) => z.string().trim().min(1).max(most);

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
  unassign: z.strictObject({ ...itsCrew, ...because }),
  accept: z.strictObject(itsCrew),
  enroute: z.strictObject(itsCrew),
  arrive: z.strictObject(itsCrew),
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
  /** Adds an organisation's task (four-way linkage). Without `due` it has as long as the incident itself. */
  link: z.strictObject({
    organisation: OrganisationId,
    lead: z.boolean().default(false),
    due: Moment.optional(),
    text: z.string().trim().min(1).max(500).optional(),
  }),
  'task-accept': z.strictObject(task),
  /** Done and signed off. */
  'task-done': z.strictObject({ ...task, ...because }),
  'task-withdraw': z.strictObject({ ...task, reason }),
  /** One level further up, or to the level named. */
  escalate: z.strictObject({ level: EscalationLevel.optional(), reason }),
} as const;

export type IncidentCommandName = keyof typeof incidentCommands;
export type IncidentCommand = CommandOf<typeof incidentCommands>;

/** `POST /api/v1/units/{id}/{command}`: what a crew says of itself. Its work it reports on the incident. */
export const unitCommands = {
  status: z.strictObject({
    availability: Availability,
    reason: UnitReason.extract(['patrol', 'standby', 'meal', 'refuel', 'offduty']),
  }),
  /** The crew calls for help. */
  panic: z.strictObject({}),
  'panic-end': z.strictObject({ reason }),
  /** The crew is well; its welfare timer starts anew. */
  'check-in': z.strictObject({}),
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

/** `POST /api/v1/alarm-rules/{condition}/{command}`: a condition out of service raises nothing until then. */
export const alarmRuleCommands = {
  'take-out': z.strictObject({ until: Moment, reason }),
  return: z.strictObject({}),
} as const;
export type AlarmRuleCommand = CommandOf<typeof alarmRuleCommands>;

/**
 * `POST /api/v1/inspections/{id}/{command}`. One answer for every item of the checklist; each that
 * is not ok becomes a hidden danger. Without answers it is a visit that found nothing.
 */
export const inspectionCommands = {
  done: z.strictObject({ answers: z.array(Answer).max(50).optional() }),
} as const;
export type InspectionCommand = CommandOf<typeof inspectionCommands>;

/** `POST /api/v1/cells/{id}/{command}`: who is responsible. */
export const cellCommands = {
  'fill-post': z.strictObject({ ...Post.shape, from: Moment.optional(), to: Moment.optional() }),
  'vacate-post': z.strictObject({ role: PostRole, reason }),
} as const;
export type CellCommand = CommandOf<typeof cellCommands>;

/** `POST /api/v1/dangers` */
export const FindDanger = z.strictObject({
  cell: CellId,
  checklist: z.string().max(40),
  item: z.string().max(40),
  text: text(500).optional(),
  photo: Answer.shape.photo,
});
export type FindDanger = z.infer<typeof FindDanger>;

/** `POST /api/v1/dangers/{id}/{command}`. Who put it right does not clear it. */
export const dangerCommands = {
  order: z.strictObject({ organisation: OrganisationId, due: Moment, ...because }),
  start: z.strictObject({}),
  rectified: z.strictObject(because),
  'send-back': z.strictObject({ due: Moment, reason }),
  clear: z.strictObject(because),
} as const;
export type DangerCommandName = keyof typeof dangerCommands;
export type DangerCommand = CommandOf<typeof dangerCommands>;

/** `POST /api/v1/disputes` */
export const RegisterDispute = z.strictObject({
  kind: DisputeContent.shape.kind,
  cell: CellId,
  parties: DisputeContent.shape.parties,
  summary: text(4000),
});
export type RegisterDispute = z.infer<typeof RegisterDispute>;

/** `POST /api/v1/disputes/{id}/{command}`; for its handlers. */
export const disputeCommands = {
  screen: z.strictObject({ text: text(4000).optional() }),
  accept: z.strictObject({ mediator: PersonId, text: text(4000).optional() }),
  decline: z.strictObject({ text: text(4000) }),
  /** To arbitration, a court, an agency: named in the text. */
  refer: z.strictObject({ text: text(4000) }),
  /** A session is planned; the first one starts the mediation. */
  plan: z.strictObject({ at: Moment }),
  /** The session planned for `at` took place, or did not. */
  held: z.strictObject({ at: Moment, held: z.boolean(), outcome: text(2000).optional() }),
  agree: z.strictObject({ agreement: text(4000), performBy: Moment.optional() }),
  fail: z.strictObject({ text: text(4000) }),
  withdraw: z.strictObject({ text: text(4000) }),
  /** What became of judicial confirmation, which must be asked for within 30 days. */
  confirmation: z.strictObject({ confirmation: Confirmation }),
  /** The agreement is being performed. */
  perform: z.strictObject({ performBy: Moment.optional() }),
  performed: z.strictObject({ text: text(4000).optional() }),
  breached: z.strictObject({ text: text(4000) }),
  'follow-up': z.strictObject({ holds: z.boolean(), text: text(4000).optional() }),
  note: z.strictObject({ text: text(4000) }),
  /** Who else may read and work on it. */
  handlers: z.strictObject({ handlers: z.array(PersonId).min(1).max(10) }),
} as const;
export type DisputeCommandName = keyof typeof disputeCommands;
export type DisputeCommand = CommandOf<typeof disputeCommands>;

/** `POST /api/v1/shift` */
export const NoteShift = z.strictObject({
  kind: z.enum(['note', 'promise']),
  text: text(1000),
  /** A promise has one. */
  due: Moment.optional(),
  incident: IncidentId.optional(),
});
export type NoteShift = z.infer<typeof NoteShift>;

/** `POST /api/v1/shift/{id}/{command}` */
export const shiftCommands = { kept: z.strictObject({ text: text(1000).optional() }) } as const;

/** `POST /api/v1/handovers`: draws it up from the board as it stands. */
export const DrawUpHandover = z.strictObject({ text: text(4000).optional() });

/** `POST /api/v1/handovers/{id}/{command}`: two people, who gives first. */
export const handoverCommands = { give: z.strictObject({}), take: z.strictObject({}) } as const;

/** The body of a command of that name, parsed. */
export type BodyOf<Name extends IncidentCommandName> = z.infer<(typeof incidentCommands)[Name]>;

/** `{ name, body }`, one member per command. */
type CommandOf<Bodies extends Record<string, z.ZodType>> = {
  [Name in keyof Bodies]: { name: Name; body: z.infer<Bodies[Name]> };
}[keyof Bodies];
