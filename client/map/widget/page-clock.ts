import type { Clock } from '#data/kit/clock.ts';

/** The page's own clocks: the only place of the map that asks what time it is. */
export const pageClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
export const frameClock = () => performance.now();
