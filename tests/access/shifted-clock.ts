import type { Clock } from '#data/kit/clock.ts';
import { realClock } from '#server/real-clock.ts';

/** The real time, moved on by what a test wants to wait for; timers run as in life. */
export function shiftedClock(): Clock & { shift(ms: number): void } {
  let by = 0;
  return {
    now: () => realClock.now() + by,
    after: (ms, run) => realClock.after(ms, run),
    shift: (ms) => void (by += ms),
  };
}
