import * as z from 'zod';
import { Actor } from './actor.ts';
import { Time } from './ids.ts';

/** When something was done that was told later, over a line that had been broken. */
export const Done = z.object({
  /** By the teller's clock as it was put right, never before the step before it nor after the receipt. */
  at: Time.optional(),
  /** In place of `at`, where their clock was not believed: what it said. Then the time of receipt counts. */
  claimed: Time.optional(),
  /** How far that clock ran ahead of ours, ms; behind: negative. */
  clockOff: z.int().optional(),
});
export type Done = z.infer<typeof Done>;

/** What every fact carries beside its own fields. `by` is absent where the view may not see it. */
export const Stamp = z.object({
  /** When it was received. */
  at: Time,
  by: Actor.optional(),
  /** Told later than it was done. */
  done: Done.optional(),
  /** Invented by the demo: not a real event. */
  exercise: z.literal(true).optional(),
});
export type Stamp = z.infer<typeof Stamp>;
