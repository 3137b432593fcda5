import { emptyBoard } from '#data/contract/board.ts';
import type { Seq } from '#data/contract/ids.ts';
import { type ChainedFact, type Store, StoreUnavailable } from '#server/store/store.ts';

/** One process's way to a store that others stand on too. */
export type Link = {
  /** The store as this process has it: it knows of the log what it has read. */
  store: Store;
  /** Nothing gets through; what is asked is refused. */
  cut(): void;
  /** The process stands still: what it asks from now on reaches the store after `go`. */
  pause(): void;
  /** Ends either. */
  go(): void;
};

/** A store beside others on the same one. `soon`: when it hears of what others have written; at once, when it is left out. */
export function linkTo(whole: Store, soon: (run: () => void) => void = (run) => run()): Link {
  const followers = new Set<(facts: readonly ChainedFact[]) => void>();
  let is: 'up' | 'cut' | 'paused' = 'up';
  let woken = Promise.withResolvers<void>();
  let place = whole.log.place();
  let reading: Promise<void> = Promise.resolve();
  const catchUpSoon = () => void catchUp().catch(() => {});
  whole.log.follow(() => soon(catchUpSoon));

  /** Reads on from where it is, in order, as long as there is more. */
  function catchUp(): Promise<void> {
    return (reading = reading.then(async () => {
      while (is === 'up') {
        const facts = await whole.log.read(place.seq, 100);
        const last = facts.at(-1);
        if (!last || is !== 'up') return;
        place = { ...place, seq: last.fact.seq, hash: last.hash };
        for (const receive of followers) receive(facts);
      }
    }));
  }

  async function through<T>(ask: () => Promise<T>): Promise<T> {
    while (is === 'paused') await woken.promise;
    if (is === 'cut') throw new StoreUnavailable('the link is cut');
    return ask();
  }

  return {
    store: {
      ...whole,
      log: {
        ...whole.log,
        place: () => place,
        append: (entries) =>
          through(async () => {
            const outcomes = await whole.log.append(entries);
            await catchUp();
            return outcomes;
          }),
        catchUp: () => through(catchUp),
        read: (...asked) => through(() => whole.log.read(...asked)),
        follow(receive) {
          const own = (facts: readonly ChainedFact[]) => receive(facts);
          followers.add(own);
          return () => void followers.delete(own);
        },
        lastSnapshot: async () => ({ seq: 0 as Seq, board: emptyBoard }),
      },
      leases: {
        take: (...what) => through(() => whole.leases.take(...what)),
        renew: (...what) => through(() => whole.leases.renew(...what)),
        giveBack: (fence) => through(() => whole.leases.giveBack(fence)),
        list: () => through(() => whole.leases.list()),
      },
      tracks: {
        ...whole.tracks,
        deleteBefore: (...what) => through(() => whole.tracks.deleteBefore(...what)),
      },
    },
    cut() {
      is = 'cut';
      woken.resolve();
    },
    pause() {
      if (is === 'paused') return;
      is = 'paused';
      woken = Promise.withResolvers();
    },
    go() {
      is = 'up';
      woken.resolve();
      catchUpSoon();
    },
  };
}
