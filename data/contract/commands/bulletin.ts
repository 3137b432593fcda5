import * as z from 'zod';
import { BulletinCategory, BulletinSeverity } from '../bulletin.ts';
import { AreaId } from '../ids.ts';
import { type Command, type CommandIn, type Commands, desk } from './command.ts';
import { because, Moment, text } from './fields.ts';

/** What the centre itself announces, in one language or in both. */
const says = {
  severity: BulletinSeverity,
  category: BulletinCategory,
  headlineZh: text(160).optional(),
  descriptionZh: text(2000).optional(),
  headlineEn: text(160).optional(),
  descriptionEn: text(2000).optional(),
  /** Left out: the whole city. */
  area: AreaId.optional(),
  expires: Moment,
};

/** `POST /api/v1/bulletins` */
export const IssueBulletin = { body: z.strictObject(says), may: desk } as const satisfies Command;
export type IssueBulletin = z.infer<typeof IssueBulletin.body>;

/** `POST /api/v1/bulletins/{id}/{command}`. Who sends a bulletin changes it: `update` and `cancel` are for the centre's own. */
export const bulletinCommands = {
  acknowledge: { body: z.strictObject({}), may: desk },
  update: { body: z.strictObject(says), may: desk },
  cancel: { body: z.strictObject(because), may: desk },
} as const satisfies Commands;
export type BulletinCommandName = keyof typeof bulletinCommands;
export type BulletinCommand = CommandIn<typeof bulletinCommands>;
