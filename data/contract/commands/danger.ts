import * as z from 'zod';
import { Answer } from '../grid.ts';
import { CellId, OrganisationId } from '../ids.ts';
import { type Command, type CommandIn, type Commands, desk, deskAndOwn, everyWorker } from './command.ts';
import { because, Moment, reason, text } from './fields.ts';

/** `POST /api/v1/dangers`: something found between two visits, by anybody who works the city. */
export const FindDanger = {
  body: z.strictObject({
    cell: CellId,
    checklist: z.string().max(40),
    item: z.string().max(40),
    text: text(500).optional(),
    photo: Answer.shape.photo,
  }),
  may: everyWorker,
} as const satisfies Command;
export type FindDanger = z.infer<typeof FindDanger.body>;

/** `POST /api/v1/dangers/{id}/{command}`. Who put it right does not clear it. */
export const dangerCommands = {
  order: { body: z.strictObject({ organisation: OrganisationId, due: Moment, ...because }), may: desk },
  start: { body: z.strictObject({}), may: deskAndOwn },
  rectified: { body: z.strictObject(because), may: deskAndOwn },
  'send-back': { body: z.strictObject({ due: Moment, reason }), may: deskAndOwn },
  clear: { body: z.strictObject(because), may: deskAndOwn },
} as const satisfies Commands;
export type DangerCommandName = keyof typeof dangerCommands;
export type DangerCommand = CommandIn<typeof dangerCommands>;
