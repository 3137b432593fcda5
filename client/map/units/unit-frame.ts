import type { Planes } from '#data/contract/positions-frame.ts';

/** Steps from one side of `city.reach` to the other. */
export const STEPS = 65534;

/**
 * Where every unit is, by slot, as the positions lane has it: x in steps from the west of
 * `city.reach` to its east, y from the south to the north, `UNKNOWN` where there is no fix.
 * The arrays may be the decoder's own; whoever receives a frame copies what it keeps.
 */
export type UnitFrame = Planes & {
  /** When the server cut it, milliseconds since 1970. */
  readonly at: number;
};

/** Frames as they come. A new subscriber gets the latest one at once, if there is any. */
export type UnitFrames = {
  subscribe(receive: (frame: UnitFrame) => void): () => void;
};
