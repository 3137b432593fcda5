import * as z from 'zod';
import { TrendHead } from './trend.ts';

const LocalDay = z.iso.date();
const Count = z.int().nonnegative();

/** A method that says nothing, and why: it needs so many, there are so many. */
export const Lacking = z.object({
  insufficient: z.enum(['points', 'events', 'history', 'places', 'variation', 'exposure']),
  needs: z.number(),
  has: z.number(),
});

export const TrendWeek = z.object({
  /** Its Monday. */
  from: LocalDay,
  count: Count,
  /** What the weeks before it led to expect, and the 95 % band of a count; null where they are too few. */
  expected: z.number().nonnegative().nullable(),
  low: Count.nullable(),
  high: Count.nullable(),
  /** Smoothed distance from what was expected, in standard deviations. */
  ewma: z.number().nullable(),
});
export type TrendWeek = z.infer<typeof TrendWeek>;

/** `/trends/weeks`: whole weeks, oldest first, and what of them is a change. */
export const TrendWeeks = TrendHead.extend({
  category: z.string().optional(),
  area: z.string().optional(),
  until: LocalDay,
  weeks: z.array(TrendWeek),
  /**
   * How the band did on weeks that it had not seen: mean distance from the count, beside that of the same week a year
   * before. `no-better`: the band was no nearer, and is not shown.
   */
  band: z.union([z.object({ shown: z.boolean(), weeks: Count, error: z.number(), lastYear: z.number() }), Lacking]),
  /** Limits of the smoothed distance. */
  ewma: z.union([z.object({ low: z.number(), high: z.number() }), Lacking]),
  /** Where small distances had piled up past the limit, and since when. */
  signals: z.union([z.array(z.object({ at: LocalDay, since: LocalDay, side: z.enum(['up', 'down']) })), Lacking]),
  /** From `at` on the level is another; with 95 % it changed between `low` and `high`. Means a week. */
  changes: z.union([
    z.array(z.object({ at: LocalDay, low: LocalDay, high: LocalDay, before: z.number(), after: z.number() })),
    Lacking,
  ]),
  /** Weeks vary so many times more than chance. */
  spread: z.number().min(1),
});
export type TrendWeeks = z.infer<typeof TrendWeeks>;
