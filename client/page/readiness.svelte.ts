import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Answer } from '#client/call/refusal.ts';

const EVERY_MS = 2000;

export type Readiness = {
  /** The server says that it is not ready: what it shows is true to its log, but not yet whole. */
  readonly isStarting: boolean;
  /** Asks until the server is ready. For whenever it may have been started anew. */
  ask(): void;
  stop: Stop;
};

/** @param askOnce asks `/readyz` in the page's own way. */
export function followReadiness(askOnce: () => Promise<Answer<unknown>>, clock: Clock): Readiness {
  let isStarting = $state(false);
  let stopWaiting: Stop = () => {};
  let isAsking = false;

  async function round(): Promise<void> {
    const answer = await askOnce();
    isStarting = !answer.ok && answer.refusal.status === 503;
    if (isStarting) stopWaiting = clock.after(EVERY_MS, () => void round());
    else isAsking = false;
  }
  return {
    get isStarting() {
      return isStarting;
    },
    ask() {
      if (isAsking) return;
      isAsking = true;
      void round();
    },
    stop: () => stopWaiting(),
  };
}
