import * as z from 'zod';
import { type Command, type Commands, desk } from './command.ts';
import { text } from './fields.ts';

/** `POST /api/v1/handovers`: draws it up from the board as it stands. */
export const DrawUpHandover = {
  body: z.strictObject({ text: text(4000).optional() }),
  may: desk,
} as const satisfies Command;

/** `POST /api/v1/handovers/{id}/{command}`: two people, who gives first. */
export const handoverCommands = {
  give: { body: z.strictObject({}), may: desk },
  take: { body: z.strictObject({}), may: desk },
} as const satisfies Commands;
export type HandoverCommandName = keyof typeof handoverCommands;
