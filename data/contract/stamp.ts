import * as z from 'zod';
import { Actor } from './actor.ts';
import { Time } from './ids.ts';

/** What every fact carries beside its own fields. `by` is absent where the view may not see it. */
export const Stamp = z.object({
  at: Time,
  by: Actor.optional(),
  /** Invented by the demo: not a real event. */
  exercise: z.literal(true).optional(),
});
export type Stamp = z.infer<typeof Stamp>;
