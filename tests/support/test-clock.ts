import type { Clock } from '#data/kit/clock.ts';

export type TestClock = Clock & {
  /** Moves time on by `ms`, running what falls due on the way at its own moment. */
  advance(ms: number): void;
  /** The same in steps of `step` ms, letting promises settle after each. */
  pass(ms: number, step?: number): Promise<void>;
};

/** A clock that stands still until moved. */
export function createTestClock(start = Date.UTC(2026, 2, 4, 6)): TestClock {
  let now = start;
  let order = 0;
  const timers = new Set<{ at: number; order: number; run: () => void }>();

  const advance = (ms: number) => {
    const end = now + ms;
    for (;;) {
      const due = [...timers].filter((timer) => timer.at <= end);
      const next = due.sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (!next) break;
      timers.delete(next);
      now = Math.max(now, next.at);
      next.run();
    }
    now = end;
  };

  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + Math.max(0, ms), order: order++, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance,
    async pass(ms, step = 1000) {
      for (let left = ms; left > 0; left -= step) {
        advance(Math.min(step, left));
        await new Promise((settled) => setImmediate(settled));
      }
    },
  };
}
