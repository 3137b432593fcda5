import * as z from 'zod';
import { AreaId, Time } from './ids.ts';

/**
 * All that anybody may know who stands in front of a public wall: numbers of open cases. What may have
 * happened in a home is in none of them.
 */
export const OpenCounts = z.object({
  asOf: Time,
  /** Something on the board is invented. */
  exercise: z.boolean(),
  /** Every group of categories that does not belong to homes alone, in the order of the city pack. */
  groups: z.array(z.object({ group: z.string().max(64), open: z.int().nonnegative() })),
  /** By district, in the order of the city pack. */
  districts: z.array(z.object({ district: AreaId, open: z.int().nonnegative() })),
});
export type OpenCounts = z.infer<typeof OpenCounts>;
