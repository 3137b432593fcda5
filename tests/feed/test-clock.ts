import type { Clock } from '#data/kit/clock.ts';

/** A clock that stands still until moved. */
export type TestClock = Clock & {
  /** Moves on by `ms`; what falls due runs in order, at its time. */
  advance(ms: number): void;
};

export function createTestClock(start = 1_800_000_000_000): TestClock {
  let now = start;
  let count = 0;
  const timers = new Map<number, { at: number; run: () => void }>();

  function nextDue(until: number): [number, { at: number; run: () => void }] | undefined {
    let first: [number, { at: number; run: () => void }] | undefined;
    for (const entry of timers) if (entry[1].at <= until && (!first || entry[1].at < first[1].at)) first = entry;
    return first;
  }

  return {
    now: () => now,
    after(ms, run) {
      const id = count++;
      timers.set(id, { at: now + Math.max(0, ms), run });
      return () => void timers.delete(id);
    },
    advance(ms) {
      const until = now + ms;
      for (let due = nextDue(until); due; due = nextDue(until)) {
        timers.delete(due[0]);
        now = Math.max(now, due[1].at);
        due[1].run();
      }
      now = until;
    },
  };
}
