import type { Clock } from '#data/kit/clock.ts';

/** The machine's time. Nothing but `main.ts` and the command line asks for it. */
export const realClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
