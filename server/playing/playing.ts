import type { Demo } from '../demo/create-demo.ts';
import type { KeptLease } from '../nodes/keep-lease.ts';
import type { Taken } from '../store/leases.ts';

/** The demo city, while it is this process that plays it. */
export type Playing = {
  /** Null: another process plays it. */
  demo(): Demo | null;
  /** Stands still until `resume`; resolves when nothing is under way any more. */
  pause(): Promise<void>;
  resume(): void;
};

type Parts = {
  lease: KeptLease;
  start(taken: Taken): Promise<Demo>;
  trouble: (what: string, error: unknown) => void;
};

/** Plays from when the lease is taken until it is lost; one thing after the other. */
export function playWhileHeld({ lease, start, trouble }: Parts): Playing {
  let playing: { demo: Demo; token: number } | null = null;
  let isPaused = false;
  let turn: Promise<void> = Promise.resolve();

  /** Makes what is so what should be. */
  async function settle(): Promise<void> {
    const taken = isPaused ? null : lease.now();
    if (taken?.token === playing?.token) return;
    await playing?.demo.stop();
    playing = null;
    if (taken) playing = { demo: await start(taken), token: taken.token };
  }

  const settleSoon = () => {
    turn = turn.then(settle).catch((error: unknown) => trouble('the demo city does not start', error));
  };

  lease.follow(settleSoon);
  settleSoon();
  return {
    demo: () => playing?.demo ?? null,
    async pause() {
      isPaused = true;
      settleSoon();
      await turn;
    },
    resume() {
      isPaused = false;
      settleSoon();
    },
  };
}
