import type { Clock } from '#data/kit/clock.ts';

/** The platform's two clocks and its timer. */
export type Platform = {
  /** Wall clock, epoch milliseconds: may be set, goes on while the machine sleeps. */
  date(): number;
  /** Never set, but may stand still while the machine sleeps. */
  monotonic(): number;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
};

/**
 * A clock that never goes back and does not miss a sleep: each step is the longer of the two
 * clocks' steps. Setting the wall clock forward makes a picture look old for a moment; no clock
 * trouble ever makes an old picture look new.
 */
export function createSteadyClock(platform: Platform): Clock {
  let [date, monotonic] = [platform.date(), platform.monotonic()];
  let now = date;
  return {
    now() {
      const [nextDate, nextMonotonic] = [platform.date(), platform.monotonic()];
      now += Math.max(0, nextDate - date, nextMonotonic - monotonic);
      [date, monotonic] = [nextDate, nextMonotonic];
      return now;
    },
    after(ms, run) {
      const timer = platform.setTimeout(run, ms);
      return () => platform.clearTimeout(timer);
    },
  };
}

/** Made when first asked for. */
let clock: Clock | undefined;

/**
 * The clock of the page this runs in: one for all of it, so that what is compared was read from the
 * same clock however often the machine's was set meanwhile.
 */
export function pageClock(): Clock {
  return (clock ??= createSteadyClock({
    date: () => Date.now(),
    monotonic: () => performance.now(),
    setTimeout: (run, ms) => setTimeout(run, ms),
    clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  }));
}

/** Milliseconds for what moves on the screen: counts from the page's start, stands still in sleep. */
export const frameClock = () => performance.now();
