import * as z from 'zod';
import { Time } from './ids.ts';

/** An amount of time by the clock, or by a calendar of working time. */
export const TimeLimit = z.object({
  amount: z.number().positive(),
  unit: z.enum(['minutes', 'hours', 'working-hours', 'working-days']),
});
export type TimeLimit = z.infer<typeof TimeLimit>;

/** The steps that may have a limit, in the order in which they must be reached. */
export const LimitStep = z.enum(['accept', 'attend', 'resolve']);
export type LimitStep = z.infer<typeof LimitStep>;

/** More time for one step. */
export const Grant = z.object({ limit: LimitStep, by: TimeLimit });
export type Grant = z.infer<typeof Grant>;

/** The clock stood still meanwhile. */
export const Pause = z.object({ since: Time, until: Time });
export type Pause = z.infer<typeof Pause>;

/** What the limits of an incident are made of beside its category: kept, so that another category forgets none of it. */
export const LimitClock = z.object({
  /** When they began to run, where that was not when it was received. */
  from: Time.optional(),
  /** One of the two each, in the order in which they came. */
  moved: z.array(z.object({ granted: Grant.optional(), paused: Pause.optional() })),
});
export type LimitClock = z.infer<typeof LimitClock>;
