import * as z from 'zod';
import { AreaId } from './ids.ts';
import { TrendHead, Verdict } from './trend.ts';

const LocalDay = z.iso.date();
const Count = z.int().nonnegative();

/** What stands behind a claim about one selection: counts with what they leave open, and what they do not show. */
export const ClaimCard = TrendHead.extend({
  category: z.string().optional(),
  area: z.string().optional(),
  until: LocalDay,
  /** Twelve months each, the last of them up to `until`, oldest first. The interval is of the mean behind the count, 95 % (Garwood). */
  years: z.array(
    z.object({ from: LocalDay, to: LocalDay, days: Count, count: Count, low: z.number(), high: z.number() }),
  ),
  /** The last year over the first: with its interval, and what that is each year. Null: only one year, or nothing in the first. */
  change: z
    .object({
      ratio: z.number(),
      low: z.number(),
      high: z.number().nullable(),
      /** The factor by which each year differs from the one before it, were all alike. */
      perYear: z.number(),
      p: z.number(),
    })
    .nullable(),
  /** The last 28 days beside the 28 before. `low` and `high` of what the last may stand for: of none seen, up to 3.69. */
  recent: z.object({
    now: Count,
    before: Count,
    change: z.number().nullable(),
    p: z.number(),
    verdict: Verdict,
    low: z.number(),
    high: z.number(),
  }),
  /** Sources that began or ended within these years: they are in no count above. */
  recording: z.array(z.object({ source: z.string(), what: z.enum(['began', 'ended']), day: LocalDay })),
});
export type ClaimCard = z.infer<typeof ClaimCard>;

/** Claims that the figures invite, so that somebody looks before they are made. */
export const Claim = z.object({
  /** `fall`: the largest over the years. `none`: not one case where most were to be expected. `noise`: the largest rise that chance explains. */
  kind: z.enum(['fall', 'none', 'noise']),
  category: z.string().optional(),
  area: AreaId,
});
export type Claim = z.infer<typeof Claim>;
export const Claims = z.object({ items: z.array(Claim) });
export type Claims = z.infer<typeof Claims>;
