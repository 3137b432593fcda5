import type { Fence, Taken } from './leases.ts';
import { type FactLog, StoreUnavailable, type Tracks } from './store.ts';

/** A lease, as whoever works under it sees it. */
export type Held = {
  /** What to write under; null while another process has it. */
  now(): Taken | null;
  /** The store has refused what was written under it. */
  lost(fence: Fence): void;
};

/** The log for whoever writes under a lease and knows nothing of it. @throws {StoreUnavailable} where it is lost: nothing of that entry was kept. */
export function fencedLog(log: FactLog, { lease, token }: Fence, held: Held): FactLog {
  const fence = { lease, token };
  return {
    ...log,
    async append(entries) {
      const outcomes = await log.append(entries.map((entry) => ({ ...entry, fence })));
      if (outcomes.some(({ is }) => is === 'fenced')) throw refusal(held, fence);
      return outcomes;
    },
  };
}

/** The same of tracks. */
export function fencedTracks(tracks: Tracks, { lease, token }: Fence, held: Held): Tracks {
  const fence = { lease, token };
  return {
    ...tracks,
    async keep(fixes) {
      if (!(await tracks.keep(fixes, fence))) throw refusal(held, fence);
      return true;
    },
  };
}

function refusal(held: Held, fence: Fence): StoreUnavailable {
  held.lost(fence);
  return new StoreUnavailable(`another process has the lease "${fence.lease}"`);
}
