import type { Clock } from '#data/kit/clock.ts';
import { realClock } from '#server/real-clock.ts';

/** The time at which it was made, until a test moves it on; timers run as in life, however slow the machine is. */
export function stillClock(): Clock & { shift(ms: number): void } {
  let now = realClock.now();
  return { now: () => now, after: realClock.after, shift: (ms) => void (now += ms) };
}
