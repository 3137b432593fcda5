import * as z from 'zod';
import { IncidentId, OrganisationId, PhotoId, TaskId, UnitId } from '../ids.ts';
import { CategoryId, EscalationLevel, Priority } from '../incident.ts';
import { ReplyOutcome, Stars } from '../owed.ts';
import { LimitStep, TimeLimit } from '../time-limit.ts';
import { type BodyIn, type CommandIn, type Commands, desk, deskAndOwn, everyWorker } from './command.ts';
import { because, Moment, reason, text } from './fields.ts';

const crew = { unit: UnitId };
/** Left out: the only unit that is on it. */
const itsCrew = { unit: UnitId.optional() };
const task = { task: TaskId };

/** `POST /api/v1/incidents/{id}/{command}` */
export const incidentCommands = {
  /** What is left out stays as the source said. */
  triage: {
    body: z.strictObject({ category: CategoryId.optional(), priority: Priority.optional(), ...because }),
    may: desk,
  },
  assign: { body: z.strictObject({ ...crew, ...because }), may: desk },
  /** A crew itself leaves only what is done. */
  unassign: { body: z.strictObject({ ...itsCrew, ...because }), may: deskAndOwn },
  accept: { body: z.strictObject(itsCrew), may: deskAndOwn },
  enroute: { body: z.strictObject(itsCrew), may: deskAndOwn },
  arrive: { body: z.strictObject(itsCrew), may: deskAndOwn },
  /** `unit`: whose work it was; with it that crew leaves and is free again. */
  resolve: { body: z.strictObject({ unit: UnitId.optional(), ...because }), may: deskAndOwn },
  verify: { body: z.strictObject(because), may: desk },
  close: { body: z.strictObject(because), may: desk },
  reopen: { body: z.strictObject({ reason }), may: desk },
  cancel: { body: z.strictObject({ reason }), may: desk },
  /** This one is a duplicate of `into`. */
  merge: { body: z.strictObject({ into: IncidentId, ...because }), may: desk },
  /** To whom: never just "not ours". */
  refer: { body: z.strictObject({ to: text(120), ...because }), may: desk },
  note: { body: z.strictObject({ text: text(4000) }), may: everyWorker },
  extend: {
    body: z.strictObject({
      limit: LimitStep.default('resolve'),
      by: TimeLimit.extend({ amount: z.number().positive().max(10_000) }),
      reason,
    }),
    may: desk,
  },
  suspend: { body: z.strictObject({ until: Moment, reason }), may: desk },
  resume: { body: z.strictObject(because), may: desk },
  /** Adds an organisation's task (four-way linkage). Without `due` it has as long as the incident itself. */
  link: {
    body: z.strictObject({
      organisation: OrganisationId,
      lead: z.boolean().default(false),
      due: Moment.optional(),
      text: text(500).optional(),
    }),
    may: desk,
  },
  'task-accept': { body: z.strictObject(task), may: deskAndOwn },
  /** Done and signed off. */
  'task-done': { body: z.strictObject({ ...task, ...because }), may: deskAndOwn },
  /** It is not theirs, why, and whose it is: whoever is named is asked, by the same time. */
  'task-return': { body: z.strictObject({ ...task, to: OrganisationId, reason }), may: deskAndOwn },
  'task-withdraw': { body: z.strictObject({ ...task, reason }), may: desk },
  /** One level further up, or to the level named. */
  escalate: { body: z.strictObject({ level: EscalationLevel.optional(), reason }), may: desk },
  /** What whoever reported is told. `to`: who deals with it now; `reason`, `decidedBy`: why it is not done, and by whose decision. */
  reply: {
    body: z.strictObject({
      outcome: ReplyOutcome,
      text: text(2000),
      due: Moment.optional(),
      to: text(120).optional(),
      decidedBy: text(120).optional(),
      photo: PhotoId.optional(),
      ...because,
    }),
    may: desk,
  },
  /** By telephone, after the reply. `from`: the duplicate by which they reported. */
  'call-back': {
    body: z.strictObject({
      reached: z.boolean(),
      satisfied: z.boolean().optional(),
      text: text(2000).optional(),
      from: IncidentId.optional(),
    }),
    may: desk,
  },
  /** What they say of the reply: one of the two, or both. `from`: the duplicate by which they reported. */
  rate: {
    body: z.strictObject({
      satisfied: z.boolean().optional(),
      stars: Stars.optional(),
      text: text(2000).optional(),
      from: IncidentId.optional(),
    }),
    may: desk,
  },
  /** Something more from whoever reported. `reopen`: it is not settled for them. */
  word: {
    body: z.strictObject({ text: text(2000), reopen: z.boolean().default(false), from: IncidentId.optional() }),
    may: desk,
  },
} as const satisfies Commands;

export type IncidentCommandName = keyof typeof incidentCommands;
export type IncidentCommand = CommandIn<typeof incidentCommands>;
export type BodyOf<Name extends IncidentCommandName> = BodyIn<typeof incidentCommands, Name>;
