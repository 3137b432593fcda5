import type { Clock, Stop } from '#data/kit/clock.ts';

/** Least time from one run to the next, ms. */
const LEAST = 50;
/** Times its own cost that it then rests. */
const REST = 4;

export type Paced = { ask(): void; stop(): void };

/**
 * Runs at once when asked after a rest; asked more often, it runs once for all of them, so that a
 * flood never takes more than a fifth of the page's time.
 *
 * @param now a steady clock, ms
 */
export function paced(run: () => void, clock: Clock, now: () => number): Paced {
  let resting: Stop | null = null;
  let asked = false;

  function go() {
    const began = now();
    run();
    resting = clock.after(Math.max(LEAST, REST * (now() - began)), () => {
      resting = null;
      if (!asked) return;
      asked = false;
      go();
    });
  }

  return {
    ask() {
      if (resting) asked = true;
      else go();
    },
    stop() {
      resting?.();
      resting = null;
      asked = false;
    },
  };
}
