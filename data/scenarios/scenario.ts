import * as z from 'zod';
import { PackedBoard } from '../contract/board.ts';
import { Names } from '../contract/city-pack.ts';
import { Fact } from '../contract/fact.ts';
import { Actor } from '../contract/actor.ts';
import { Time, UnitId } from '../contract/ids.ts';
import { LonLat } from '../contract/place.ts';

/** A stretch of a city's life, recorded from the demo: the board it begins with, and what happens then. */
export const Scenario = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  names: Names,
  /** Id of the city pack that its areas, cells and categories are of. */
  city: z.string(),
  /** When it was recorded; every time in it is as it was then. */
  start: Time,
  /** The board at the start. Cells and inspections that say nothing of note were left out. */
  board: PackedBoard,
  /** Where the units were then, and which way they looked, degrees clockwise from north. */
  places: z.array(z.object({ unit: UnitId, at: LonLat, heading: z.number().min(0).max(360) })),
  /** What happens, in order, `after` so many ms. */
  facts: z.array(z.object({ after: z.int().nonnegative(), by: Actor.optional(), fact: Fact })),
});
export type Scenario = z.infer<typeof Scenario>;
