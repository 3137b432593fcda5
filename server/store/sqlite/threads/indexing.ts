import type { Clock, Stop } from '#data/kit/clock.ts';

/** Milliseconds without a commit after which the index of texts goes on. */
export const CALM_MS = 200;
/** It waits no longer than that for them. */
export const PATIENCE_MS = 1000;
/** Between two steps; and after one that failed. */
const BETWEEN_MS = 10;
const AGAIN_MS = 60_000;

/** Takes texts into their index when nobody waits for a commit. That it falls behind harms nobody. */
export type Indexing = {
  /** There may be something to take in. */
  committed(): void;
  stop: Stop;
};

/** `step` takes in a little; false when there is no more. */
export function createIndexing({ after, step }: Pick<Clock, 'after'> & { step(): boolean }): Indexing {
  let calm: Stop | undefined;
  let patience: Stop | undefined;
  let isResting = false;

  function stop(): void {
    calm?.();
    patience?.();
    calm = patience = undefined;
  }

  function wait(ms: number): void {
    calm?.();
    calm = after(ms, run);
    patience ??= after(PATIENCE_MS, run);
  }

  function run(): void {
    stop();
    try {
      if (step()) wait(BETWEEN_MS);
    } catch {
      isResting = true;
      calm = after(AGAIN_MS, () => {
        isResting = false;
        run();
      });
    }
  }

  return {
    committed() {
      if (!isResting) wait(CALM_MS);
    },
    stop,
  };
}
