/**
 * How a map shares the machine with the text beside it. Where graphics are drawn by the processor a
 * frame of a wide map takes longer than a second, and whatever else changed on the page waits behind it.
 */
export type FramePace = {
  /** Share of the pixels it draws along each side; 1: all of them. */
  readonly detail: number;
  /** How long it rests before its next frame, ms; 0: it is asked by the screen alone. */
  readonly rest: number;
  /** Frames in a row that speak for another detail. */
  readonly streak: number;
  /** The least time at the lower detail, ms: longer each time that more was too much. */
  readonly patience: number;
  /** When the detail was last changed, on the clock of the frames. */
  readonly since: number;
};

/** A frame as quick as this costs nobody anything, ms: a screen shows thirty a second. */
const QUICK = 33;
/** After a slower one the map rests so many times as long, so that the text has most of the machine. */
const REST = 3;
/** It never rests longer, ms: positions come in steps, but they come. */
const LONGEST_REST = 5000;
/** Frames longer than this are too long for the text to wait for one, ms. */
const SLOW = 150;
/** So many in a row, so that one hiccup changes nothing. */
const SLOW_STREAK = 3;
const QUICK_STREAK = 10;
/** Half as many along each side: a quarter of the pixels, and letters that can still be read. */
const LESS = 0.5;
/** A frame of all pixels takes about so many times as long as one of fewer. */
const MORE = 1 / LESS ** 2;
const FIRST_PATIENCE = 30_000;
const LAST_PATIENCE = 600_000;

export const fullPace: FramePace = { detail: 1, rest: 0, streak: 0, patience: FIRST_PATIENCE, since: -Infinity };

/**
 * The pace after a frame that took `cost` ms, at `now` on any steady clock. It draws less after a
 * few slow frames, and all again when frames have been so quick for so long that all would be quick too.
 */
export function paceAfter(pace: FramePace, cost: number, now: number): FramePace {
  const rest = cost <= QUICK ? 0 : Math.min(LONGEST_REST, REST * cost);
  const isLess = pace.detail < 1;
  const speaks = isLess ? cost * MORE < SLOW : cost > SLOW;
  const streak = speaks ? pace.streak + 1 : 0;
  const held = now - pace.since;
  if (!isLess && streak >= SLOW_STREAK) {
    // Soon too much again: the next try comes later.
    const patience = held < pace.patience ? Math.min(LAST_PATIENCE, pace.patience * 2) : FIRST_PATIENCE;
    return { detail: LESS, rest, streak: 0, patience, since: now };
  }
  if (isLess && streak >= QUICK_STREAK && held >= pace.patience)
    return { ...pace, detail: 1, rest, streak: 0, since: now };
  return { ...pace, rest, streak };
}
