import type { Clock } from '#data/kit/clock.ts';
import type { KeptLease } from '../../nodes/keep-lease.ts';
import type { Taken } from '../../store/leases.ts';
import { STOP_MS, type Hearing } from './channel.ts';

/** A channel that hears by itself, while it may. */
export type KeptHearing = {
  hears(): boolean;
  /** Resolves within 5 s, also where the channel does not. */
  stop(): Promise<void>;
};

type Parts = {
  /** Null: it hears all the time. */
  lease: KeptLease | null;
  start(taken: Taken | null): Promise<Hearing>;
  clock: Clock;
  trouble: (error: unknown) => void;
};

/** Hears from when the lease is taken until it is lost; one thing after the other. */
export function hearWhileHeld({ lease, start, clock, trouble }: Parts): KeptHearing {
  let hearing: { it: Hearing; token: number } | null = null;
  let isStopped = false;
  let turn: Promise<void> = Promise.resolve();

  /** Makes what is so what should be. */
  async function settle(): Promise<void> {
    const taken = lease ? lease.now() : null;
    const may = !isStopped && (lease === null || taken !== null);
    const token = may ? (taken?.token ?? 0) : undefined;
    if (token === hearing?.token) return;
    const before = hearing;
    hearing = null;
    if (before) await within(before.it.stop());
    if (token !== undefined) hearing = { it: await start(taken), token };
  }

  /** Who does not stop must not keep the others from it. */
  function within(stopping: Promise<void>): Promise<void> {
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const forget = clock.after(STOP_MS, () => {
      trouble(new Error(`did not stop within ${STOP_MS} ms`));
      resolve();
    });
    return Promise.race([stopping, late]).finally(forget);
  }

  const settleSoon = () => {
    turn = turn.then(settle).catch(trouble);
  };

  const unfollow = lease?.follow(settleSoon);
  settleSoon();
  return {
    hears: () => hearing !== null,
    async stop() {
      isStopped = true;
      unfollow?.();
      settleSoon();
      await turn;
    },
  };
}
