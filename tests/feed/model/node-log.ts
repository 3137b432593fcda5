import type { Clock } from '#data/kit/clock.ts';
import { StoreUnavailable, type ChainedFact, type FactLog } from '#server/store/store.ts';
import type { MemoryLog } from '../memory-log.ts';

/** How long a node may be cut off before it knows that it does not know, ms. */
export const QUIET_MS = 3000;

/** The log of all as one node has it: behind while its way to the store is cut, and right again by itself. */
export type NodeLog = FactLog & {
  cut(): void;
  heal(): void;
  isUp(): boolean;
  /** As the registry of nodes says it. */
  isCurrent(): boolean;
  /** The store holds another log: a place of before is none. */
  restored(): void;
};

/** `lag`: how long it takes to hear of what was appended, ms. */
export function createNodeLog(whole: MemoryLog, clock: Clock, lag: number): NodeLog {
  const followers = new Set<(facts: readonly ChainedFact[]) => void>();
  let place = whole.place();
  let cutAt: number | null = null;
  whole.follow(() => {
    if (lag === 0) catchUp();
    else clock.after(lag, catchUp);
  });

  function catchUp(): void {
    if (cutAt !== null) return;
    const facts = whole.since(place.seq);
    if (facts.length === 0) return;
    place = whole.place();
    for (const receive of [...followers]) receive(facts);
  }

  return {
    ...whole,
    place: () => place,
    async read(after, limit) {
      if (cutAt !== null) throw new StoreUnavailable('cut off');
      return whole.read(after, limit);
    },
    async lastSnapshot() {
      if (cutAt !== null) throw new StoreUnavailable('cut off');
      return whole.lastSnapshot();
    },
    follow(receive) {
      followers.add(receive);
      return () => void followers.delete(receive);
    },
    cut: () => void (cutAt ??= clock.now()),
    heal() {
      cutAt = null;
      catchUp();
    },
    isUp: () => cutAt === null,
    isCurrent: () => cutAt === null || clock.now() - cutAt < QUIET_MS,
    restored: () => void (place = whole.place()),
  };
}
