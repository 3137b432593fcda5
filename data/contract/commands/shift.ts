import * as z from 'zod';
import { IncidentId } from '../ids.ts';
import { type Command, type Commands, desk } from './command.ts';
import { Moment, text } from './fields.ts';

/** `POST /api/v1/shift` */
export const NoteShift = {
  body: z.strictObject({
    kind: z.enum(['note', 'promise']),
    text: text(1000),
    /** A promise has one. */
    due: Moment.optional(),
    incident: IncidentId.optional(),
  }),
  may: desk,
} as const satisfies Command;
export type NoteShift = z.infer<typeof NoteShift.body>;

/** `POST /api/v1/shift/{id}/{command}` */
export const shiftCommands = {
  kept: { body: z.strictObject({ text: text(1000).optional() }), may: desk },
} as const satisfies Commands;
