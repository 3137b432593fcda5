import * as z from 'zod';
import { Post, PostRole } from '../grid.ts';
import { type CommandIn, type Commands, desk } from './command.ts';
import { Moment, reason } from './fields.ts';

/** `POST /api/v1/cells/{id}/{command}`: who is responsible. */
export const cellCommands = {
  'fill-post': {
    body: z.strictObject({ ...Post.shape, from: Moment.optional(), to: Moment.optional() }),
    may: desk,
  },
  'vacate-post': { body: z.strictObject({ role: PostRole, reason }), may: desk },
} as const satisfies Commands;
export type CellCommand = CommandIn<typeof cellCommands>;
