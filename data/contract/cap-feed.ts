import * as z from 'zod';
import { AreaId, SourceName, Time } from './ids.ts';
import { keyText } from '../kit/text.ts';

/** At most so many. */
export const MAX_CAP_FEEDS = 50;

/** An address that is asked for alerts by CAP. `name` is the source of the bulletins that come of it. */
export const CapFeed = z.object({
  name: SourceName,
  label: z.string(),
  url: z.string(),
  /** Minutes from one question to the next. */
  every: z.int(),
  /** Only alerts that touch one of these areas; none: the whole city. What holds elsewhere alone is never taken. */
  areas: z.array(AreaId),
  /** Without an alert for so many hours it is called silent; left out: an agency may have nothing to say. */
  silentAfter: z.int().optional(),
  since: Time,
  state: z.enum(['on', 'paused']),
});
export type CapFeed = z.infer<typeof CapFeed>;

/** How it stands. `answered`: when it was last read, `heard`: when an alert last came, `broken`: since when it cannot be read, ms. */
export const CapFeedStands = z.object({
  answered: Time.optional(),
  heard: Time.optional(),
  broken: z.object({ since: Time, why: z.string(), times: z.int().positive() }).optional(),
});
export type CapFeedStands = z.infer<typeof CapFeedStands>;

export const CapFeedShown = CapFeed.extend(CapFeedStands.shape);
export type CapFeedShown = z.infer<typeof CapFeedShown>;
/** `GET /api/v1/cap-feeds`, by name. */
export const CapFeedsAnswer = z.object({ items: z.array(CapFeedShown) });

const said = {
  label: keyText(80),
  url: z.string().trim().max(500),
  every: z.int().min(1).max(1440),
  areas: z.array(AreaId).max(100),
  silentAfter: z.int().min(1).max(8760).optional(),
};
export const AddCapFeed = z.strictObject({ name: SourceName, ...said });
export const capFeedCommands = {
  /** `silentAfter`: null takes it away. */
  change: z.strictObject({ ...said, silentAfter: said.silentAfter.unwrap().nullable() }).partial(),
  pause: z.strictObject({}),
  resume: z.strictObject({}),
  remove: z.strictObject({}),
  /** Reads it now, and keeps nothing of it. */
  try: z.strictObject({}),
};
export type CapFeedCommandName = keyof typeof capFeedCommands;

/** What was found at the address. `alerts`: how many it lists or holds. */
export const TriedFeed = z.object({ ok: z.boolean(), alerts: z.int().optional(), why: z.string().optional() });
export type TriedFeed = z.infer<typeof TriedFeed>;

export const CapFeedAnswer = z.object({ feed: CapFeed, tried: TriedFeed.optional() });
export type CapFeedAnswer = z.infer<typeof CapFeedAnswer>;
