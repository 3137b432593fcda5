import * as z from 'zod';
import { Time } from './ids.ts';

/** What each answer of `/api/v1/trends/*` says about itself. */
export const TrendHead = z.object({
  /** The roll-ups held everything committed up to here. */
  asOf: Time,
  /** Where the last hour that is counted ended. What came since is `this-hour` of `leftOut`: no whole hour yet. */
  countedTo: Time,
  seq: z.int().nonnegative(),
  /** What was counted, in words. */
  definition: z.string(),
  /** Incidents counted in this answer. */
  counted: z.int().nonnegative(),
  /**
   * What was left out and why: `off-map` (an area was asked for, and these have none), `this-hour`
   * (it is not over), `festival-days` (of the weeks compared with), `other-sources` (they began or
   * ended within what is compared), `hour-unknown` (the source gave the day alone).
   */
  leftOut: z.record(z.string(), z.int().nonnegative()),
  /** The share of the history that is there by now, the newest of it first; absent: all of it. */
  filling: z.number().min(0).max(1).optional(),
});

export type TrendHead = z.infer<typeof TrendHead>;

/** What a comparison says; `too-few` where the numbers cannot say anything. */
export const Verdict = z.enum(['higher', 'lower', 'no-change', 'too-few']);
export type Verdict = z.infer<typeof Verdict>;

/** One point of the week panel: an hour or a day, its count, and what was to be expected. */
export const BandPoint = z.object({
  from: Time,
  to: Time,
  /** Null for what lies ahead. */
  count: z.int().nonnegative().nullable(),
  expected: z.number().nonnegative(),
  /** 95 % prediction interval of the count. */
  low: z.number().nonnegative(),
  high: z.number().nonnegative(),
  /** Present on the day under way: count, expected, low and high are for its part up to here. */
  until: Time.optional(),
  /** A festival or special day: what was expected is that of an ordinary day. */
  unusual: z.literal(true).optional(),
});

/** `/trends/series?kind=week`: this week, day by day, against the expected band. */
export const WeekSeries = TrendHead.extend({
  points: z.array(BandPoint),
  /** So far this week: count, expected, and the two-sided p of "no change". */
  soFar: z.object({
    count: z.int(),
    expected: z.number(),
    p: z.number(),
    verdict: Verdict,
  }),
});
export type WeekSeries = z.infer<typeof WeekSeries>;

/** `/trends/series?kind=months`: the last twelve whole months and this one so far. */
export const MonthSeries = TrendHead.extend({
  months: z.array(
    z.object({
      month: z.string().regex(/^\d{4}-\d{2}$/),
      count: z.int(),
      before: z.int().nullable(),
      partial: z.boolean(),
    }),
  ),
  /** The last twelve whole months against the twelve before: ratio with its 95 % interval. */
  change: z.object({
    now: z.int(),
    before: z.int(),
    ratio: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    p: z.number(),
    /** Variance over chance of the months' shares: the verdict allows for it, `p` does not. */
    dispersion: z.number().min(1).optional(),
    verdict: Verdict,
  }),
});
export type MonthSeries = z.infer<typeof MonthSeries>;

/** `/trends/heat`: hour of week, Monday 00:00 first, city time. */
export const HeatMatrix = TrendHead.extend({
  weeks: z.number(),
  /** 7 rows of 24: mean count per hour. */
  rows: z.array(z.array(z.number()).length(24)).length(7),
});
export type HeatMatrix = z.infer<typeof HeatMatrix>;
