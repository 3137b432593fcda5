import type { Done } from '../contract/stamp.ts';

/** What a tap says of itself, both by one clock: when it was, and when it was sent on its way. */
export type Tapped = { at: number; sentAt: number };

/** What arrives so soon was told as it was done, ms. */
export const LATER_MS = 5_000;
/** How far the teller's clock may be off ours, their line's slowness included, ms. */
export const CLOCK_TOLERANCE_MS = 60_000;
/** What is told later than that is clamped, ms. */
const MOST_LATE_MS = 7 * 24 * 3600_000;

/**
 * When something was done, where that was told later; undefined where it was told at once. A clock that
 * says of now that it is another time is not believed of then. `notBefore`: when the step before it was.
 */
export function doneOf({ at, sentAt }: Tapped, received: number, notBefore: number): Done | undefined {
  const clockOff = Math.round(sentAt - received);
  if (at > sentAt || (Math.abs(clockOff) > CLOCK_TOLERANCE_MS && sentAt - at >= LATER_MS))
    return { claimed: Math.max(0, Math.round(at)), clockOff };
  if (sentAt - at < LATER_MS) return undefined;
  return { at: Math.min(received, Math.max(Math.round(at), notBefore, received - MOST_LATE_MS)) };
}
