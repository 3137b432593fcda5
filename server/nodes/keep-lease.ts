import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Held } from '../store/fenced.ts';
import type { Leases, Taken } from '../store/leases.ts';
import { StoreUnavailable } from '../store/store.ts';

/** A lease that this process has, or waits for. */
export type KeptLease = Held & {
  /** Called when it is taken, and with null when it is lost. */
  follow(run: (taken: Taken | null) => void): Stop;
  /** Resolves when it is known whether it is ours to begin with, or that the store does not say. */
  asked(): Promise<void>;
  /** The store was exchanged: takes it there. */
  again(): Promise<void>;
  /** Gives it back; resolves when nobody needs to wait for it to run out. */
  stop(): Promise<void>;
};

type Parts = {
  leases: Leases;
  lease: string;
  /** Of this process alone. */
  holder: string;
  clock: Clock;
  rhythm: Rhythm;
  trouble: (what: string, error: unknown) => void;
};

/** `lease`: a holder that is not heard of for so long is taken for dead. `renew`, `retry`: how often it is renewed, or tried for. All ms. */
export type Rhythm = { lease: number; renew: number; retry: number };
/** Together less than the 5 s that a take-over may take. */
export const amongOthers: Rhythm = { lease: 4000, renew: 1000, retry: 500 };
/** Where the store lets one process in at a time: nobody waits for a lease, and no disk is written to for it. */
export const alone: Rhythm = { lease: 24 * 3600_000, renew: 6 * 3600_000, retry: 500 };

/**
 * Takes a lease as soon as it is free, and keeps it. Time does not end it here: what was written too late is
 * for the store to refuse, and a lease that ran out while nobody wanted it is still ours.
 */
export function keepLease({ leases, lease, holder, clock, rhythm, trouble }: Parts): KeptLease {
  let taken: Taken | null = null;
  let stopped = false;
  let next: Stop = () => {};
  const followers = new Set<(taken: Taken | null) => void>();
  let turn = take();
  const first = turn;

  function take(): Promise<void> {
    return tryOnce()
      .catch((error: unknown) => {
        // The store says so itself when it cannot be reached.
        if (!(error instanceof StoreUnavailable)) trouble(`lease "${lease}"`, error);
      })
      .then(() => {
        next = clock.after(taken ? rhythm.renew : rhythm.retry, () => void (turn = take()));
        if (stopped) next();
      });
  }

  async function tryOnce(): Promise<void> {
    const had = taken;
    if (had && (await leases.renew(had, rhythm.lease))) return;
    if (had) lost(had);
    if (!stopped) is(await leases.take(lease, holder, rhythm.lease));
  }

  function is(now: Taken | null): void {
    if (taken === now) return;
    taken = now;
    for (const run of followers) run(now);
  }

  function lost({ token }: { token: number }): void {
    if (taken?.token === token) is(null);
  }

  return {
    now: () => taken,
    lost,
    follow(run) {
      const own = (taken: Taken | null) => run(taken);
      followers.add(own);
      return () => void followers.delete(own);
    },
    asked: () => first,
    async again() {
      next();
      await turn;
      next();
      is(null);
      await (turn = take());
    },
    async stop() {
      stopped = true;
      next();
      await turn;
      const had = taken;
      is(null);
      // Where it cannot be given back, it runs out.
      if (had) await leases.giveBack(had).catch(() => {});
    },
  };
}
