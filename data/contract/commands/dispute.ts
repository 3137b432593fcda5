import * as z from 'zod';
import { Confirmation, DisputeContent } from '../dispute.ts';
import { CellId, PersonId } from '../ids.ts';
import { type BodyIn, type Command, type CommandIn, type Commands, everyWorker, itsHandlers } from './command.ts';
import { Moment, text } from './fields.ts';

/** `POST /api/v1/disputes`. Who registers it is its first handler. */
export const RegisterDispute = {
  body: z.strictObject({
    kind: DisputeContent.shape.kind,
    cell: CellId,
    parties: DisputeContent.shape.parties,
    summary: text(4000),
  }),
  may: everyWorker,
} as const satisfies Command;
export type RegisterDispute = z.infer<typeof RegisterDispute.body>;

/** `POST /api/v1/disputes/{id}/{command}`; for its handlers. */
export const disputeCommands = {
  screen: { body: z.strictObject({ text: text(4000).optional() }), may: itsHandlers },
  accept: { body: z.strictObject({ mediator: PersonId, text: text(4000).optional() }), may: itsHandlers },
  decline: { body: z.strictObject({ text: text(4000) }), may: itsHandlers },
  /** To arbitration, a court, an agency: named in the text. */
  refer: { body: z.strictObject({ text: text(4000) }), may: itsHandlers },
  /** A session is planned; the first one starts the mediation. */
  plan: { body: z.strictObject({ at: Moment }), may: itsHandlers },
  /** The session planned for `at` took place, or did not. */
  held: {
    body: z.strictObject({ at: Moment, held: z.boolean(), outcome: text(2000).optional() }),
    may: itsHandlers,
  },
  agree: { body: z.strictObject({ agreement: text(4000), performBy: Moment.optional() }), may: itsHandlers },
  fail: { body: z.strictObject({ text: text(4000) }), may: itsHandlers },
  withdraw: { body: z.strictObject({ text: text(4000) }), may: itsHandlers },
  /** What became of judicial confirmation, which must be asked for within 30 days. */
  confirmation: { body: z.strictObject({ confirmation: Confirmation }), may: itsHandlers },
  /** The agreement is being performed. */
  perform: { body: z.strictObject({ performBy: Moment.optional() }), may: itsHandlers },
  performed: { body: z.strictObject({ text: text(4000).optional() }), may: itsHandlers },
  breached: { body: z.strictObject({ text: text(4000) }), may: itsHandlers },
  'follow-up': { body: z.strictObject({ holds: z.boolean(), text: text(4000).optional() }), may: itsHandlers },
  note: { body: z.strictObject({ text: text(4000) }), may: itsHandlers },
  /** Who else may read and work on it. */
  handlers: { body: z.strictObject({ handlers: z.array(PersonId).min(1).max(10) }), may: itsHandlers },
} as const satisfies Commands;
export type DisputeCommandName = keyof typeof disputeCommands;
export type DisputeCommand = CommandIn<typeof disputeCommands>;
export type BodyOfDispute<Name extends DisputeCommandName> = BodyIn<typeof disputeCommands, Name>;
