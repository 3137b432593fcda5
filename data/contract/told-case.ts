import * as z from 'zod';
import { keyText } from '../kit/text.ts';
import { text } from './commands/fields.ts';
import { Names } from './city-pack.ts';
import { Time } from './ids.ts';
import { CategoryId } from './incident.ts';
import { Rating, Reply, Stars } from './owed.ts';
import { ServiceId } from './service-answers.ts';

/**
 * How a case stands for whoever reported it, as a code that pages have words for. `done` and `not-done`, `planned`
 * and `handed-over` are only what they have been told; `under-way` is everything between.
 */
export const ToldState = z.enum(['received', 'under-way', 'planned', 'handed-over', 'done', 'not-done']);
export type ToldState = z.infer<typeof ToldState>;

/**
 * `accepted`: the centre has taken it on. `sent`, `on-site`: a crew. `asked`, `agreed`, `part-done`: another
 * organisation. `passed-on`: from one to another, who is named. `worked-on`: the work is done and is looked at. `joined`: others have reported the same.
 * `told`: a reply. `said`, `rated`: what they say themselves. `came-back`: it is work again.
 */
export const ToldStep = z.enum([
  'received',
  'accepted',
  'sent',
  'on-site',
  'asked',
  'agreed',
  'part-done',
  'passed-on',
  'paused',
  'goes-on',
  'more-time',
  'worked-on',
  'joined',
  'told',
  'called',
  'not-reached',
  'said',
  'rated',
  'came-back',
  'closed',
]);
export type ToldStep = z.infer<typeof ToldStep>;

/** One thing that has happened, with what there is to say of it. */
export const ToldLine = z.object({
  at: Time,
  step: ToldStep,
  organisation: z.object({ id: z.string(), names: Names }).optional(),
  /** Until when it is paused, or by when it will be done now. */
  due: Time.optional(),
  reply: Reply.optional(),
  rating: Rating.optional(),
  /** Their own words. */
  text: z.string().optional(),
});
export type ToldLine = z.infer<typeof ToldLine>;

/** `GET /api/v1/cases/{number}?key=`: a case as whoever reported it may read it. */
export const ToldCase = z.object({
  asOf: Time,
  number: z.string(),
  category: z.object({ id: CategoryId, names: Names }),
  /** The service of the catalogue that was asked for, and what to bring for it. */
  service: z.object({ id: ServiceId, names: Names, papers: z.array(Names) }).optional(),
  received: Time,
  /** By when it was promised to be done; absent once something else has been told, or where nothing is promised. */
  promised: Time.optional(),
  state: ToldState,
  closed: z.boolean(),
  /** The newest reply that still holds. */
  reply: Reply.extend({ at: Time }).optional(),
  /** Oldest first. */
  steps: z.array(ToldLine),
  /** What they may say now. */
  may: z.array(z.enum(['rate', 'reopen', 'word'])),
  exercise: z.boolean(),
});
export type ToldCase = z.infer<typeof ToldCase>;

/** Made by the server for one case, given to whoever reported it. */
export const CaseKey = keyText(32);

/** `POST /api/v1/cases/{number}/word`: a mark, or something more, or both. */
export const CaseWord = z.strictObject({
  key: CaseKey,
  /** Made where it was written, so that the same word sent again is the same word. */
  ref: z.uuid().optional(),
  satisfied: z.boolean().optional(),
  stars: Stars.optional(),
  text: text(2000).optional(),
  /** It is not settled. */
  reopen: z.boolean().default(false),
});
export type CaseWord = z.infer<typeof CaseWord>;
