import type { Clock } from '#data/kit/clock.ts';

/** The machine's time. Nothing but `main.ts` and the command line asks for it. */
export const realClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    // A timer takes a millisecond at least, and wakes the process once more.
    if (ms <= 0) {
      const soon = setImmediate(run);
      return () => clearImmediate(soon);
    }
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
