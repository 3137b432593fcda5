import type { Clock } from '#data/kit/clock.ts';

/** Something that happened, `at` milliseconds since 1970. */
export type Happened<T> = { at: number; what: T };

export type ReplayPlan<T> = {
  /** In the order of their times. */
  items: readonly Happened<T>[];
  /** So many times faster than it was. */
  speed: number;
  /** Begin again at the end, until aborted. */
  loop: boolean;
  /** Most at once. */
  most: number;
  /** Resolves when these are taken in; `at` is when they are said to happen. The round counts from 1. */
  send(items: readonly Happened<T>[], round: number): Promise<void>;
  clock: Clock;
  signal: AbortSignal;
  progress(done: number, of: number): void;
};

/** How long at most between two looks at what is due, milliseconds. */
const TICK = 200;

/**
 * Lets what happened happen again from now on. The next batch waits for the one before; when the
 * receiver is slower than the plan, batches grow up to `most`, and then the replay falls behind.
 */
export async function replay<T>({
  items,
  speed,
  loop,
  most,
  send,
  clock,
  signal,
  progress,
}: ReplayPlan<T>): Promise<void> {
  const first = items[0]?.at ?? 0;
  for (let round = 1; items.length > 0 && !signal.aborted; round++) {
    const start = clock.now();
    const due = (at: number) => start + (at - first) / speed;
    let next = 0;
    while (next < items.length && !signal.aborted) {
      const now = clock.now();
      let end = next;
      while (end < items.length && end - next < most && due(items[end]!.at) <= now) end++;
      if (end === next) await pause(clock, Math.min(TICK, due(items[next]!.at) - now), signal);
      else
        await send(
          items.slice(next, end).map(({ at, what }) => ({ at: Math.round(due(at)), what })),
          round,
        );
      next = end;
      progress(next, items.length);
    }
    if (!loop) return;
  }
}

/** Resolves after `ms`, or at once when aborted. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stop();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const stop = clock.after(ms, done);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
