import type { Clock } from '#data/kit/clock.ts';

/** What one outlet's turn costs, roughly, in milliseconds. */
const TURN_MS = 0.04;

/**
 * Least time between two rounds over so many outlets, in milliseconds. Few get every commit at
 * once; for many, commits are gathered, so that sending never takes the whole thread.
 */
export function roundGap(outlets: number): number {
  const gap = Math.min(outlets * TURN_MS, 100);
  return gap < 4 ? 0 : gap;
}

/** Runs a round now, or as soon as the last one is long enough ago. */
export function createRounds(clock: Clock, outlets: () => number, round: () => void): () => void {
  let last = -Infinity;
  let planned = false;
  function run(): void {
    planned = false;
    last = clock.now();
    round();
  }
  return () => {
    if (planned) return;
    const wait = last + roundGap(outlets()) - clock.now();
    if (wait <= 0) return run();
    planned = true;
    clock.after(wait, run);
  };
}
