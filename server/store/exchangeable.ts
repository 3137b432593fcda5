import type { Stop } from '#data/kit/clock.ts';
import { StandsStill, type HeldStill } from './held-still.ts';
import { StoreUnavailable, type ChainedFact, type Change, type Store } from './store.ts';

/** A store whose files can be exchanged under it while the process goes on. */
export type ExchangeableStore = Store & {
  /**
   * Closes the store, does `work` on its files, and opens what is there then. Meanwhile nothing
   * can be kept. @throws {StoreRefused} when what is there must not be opened.
   */
  exchange(work: () => void): Promise<void>;
  /** Keeps nothing more of what this process is given until it is released, and has kept all that came before. */
  holdStill(): Promise<HeldStill>;
};

export async function exchangeable(open: () => Promise<Store>): Promise<ExchangeableStore> {
  let present: Store | null = await open();
  let last = present;
  let unhook: Stop;
  let holds = 0;
  const followers = new Set<(facts: readonly ChainedFact[]) => void>();
  const watchers = new Set<(changes: readonly Change[] | null) => void>();
  hook(present);

  function hook(store: Store): void {
    const unfollow = store.log.follow((facts) => {
      for (const receive of followers) receive(facts);
    });
    const unwatch = store.changes.follow(tell);
    unhook = () => {
      unfollow();
      unwatch();
    };
  }

  function tell(changes: readonly Change[] | null): void {
    for (const receive of watchers) receive(changes);
  }

  function now(): Store {
    if (!present) throw new StoreUnavailable('the store is being exchanged');
    return present;
  }

  /** The store for whoever keeps something in it. */
  function writing(): Store {
    if (holds > 0) throw new StandsStill();
    return now();
  }

  return {
    log: {
      place: () => last.log.place(),
      append: async (entries) => writing().log.append(entries),
      find: async (key) => now().log.find(key),
      settled: async () => now().log.settled(),
      catchUp: async () => now().log.catchUp(),
      read: async (...asked) => now().log.read(...asked),
      follow(receive) {
        const own = (facts: readonly ChainedFact[]) => receive(facts);
        followers.add(own);
        return () => void followers.delete(own);
      },
      lastSnapshot: async () => now().log.lastSnapshot(),
      keepSnapshot: async (seq, board) => now().log.keepSnapshot(seq, board),
    },
    incidents: {
      get: async (id) => now().incidents.get(id),
      list: async (filter, page) => now().incidents.list(filter, page),
      knownRefs: async (source, refs) => now().incidents.knownRefs(source, refs),
      timeline: async (id) => now().incidents.timeline(id),
    },
    rollups: { sum: async (query) => now().rollups.sum(query) },
    tracks: {
      keep: async (fixes, fence) => writing().tracks.keep(fixes, fence),
      read: async (from, to) => now().tracks.read(from, to),
      latest: async () => now().tracks.latest(),
      deleteBefore: async (at, fence) => writing().tracks.deleteBefore(at, fence),
    },
    tokens: {
      add: async (sha256, grant) => writing().tokens.add(sha256, grant),
      find: async (sha256) => now().tokens.find(sha256),
      list: async () => now().tokens.list(),
      revoke: async (name) => writing().tokens.revoke(name),
    },
    records: { about: async (subject, page) => now().records.about(subject, page) },
    drawers: {
      put: async (drawer, id, body) => writing().drawers.put(drawer, id, body),
      putIf: async (drawer, id, body, at) => writing().drawers.putIf(drawer, id, body, at),
      get: async (drawer, id) => now().drawers.get(drawer, id),
      list: async (drawer) => now().drawers.list(drawer),
      remove: async (drawer, id) => writing().drawers.remove(drawer, id),
    },
    changes: {
      upto: () => last.changes.upto(),
      since: async (n) => now().changes.since(n),
      follow(receive) {
        const own = (changes: readonly Change[] | null) => receive(changes);
        watchers.add(own);
        return () => void watchers.delete(own);
      },
    },
    leases: {
      take: async (...what) => now().leases.take(...what),
      renew: async (...what) => now().leases.renew(...what),
      giveBack: async (fence) => now().leases.giveBack(fence),
      list: async () => now().leases.list(),
    },
    letters: {
      keep: async (letters, room) => writing().letters.keep(letters, room),
      list: async (filter, page) => now().letters.list(filter, page),
      counts: async () => now().letters.counts(),
      get: async (id) => now().letters.get(id),
      remove: async (id) => writing().letters.remove(id),
      deleteBefore: async (at, fence) => writing().letters.deleteBefore(at, fence),
    },
    archive: {
      oldest: async () => now().archive.oldest(),
      kept: async (...asked) => now().archive.kept(...asked),
      sealed: async () => now().archive.sealed(),
      record: async (...what) => writing().archive.record(...what),
      reach: async (upto) => now().archive.reach(upto),
      drop: async (...what) => writing().archive.drop(...what),
    },
    health() {
      if (!present) return { ...last.health(), intake: 'down', doubt: 'the store is being exchanged' };
      const health = present.health();
      return holds > 0 && health.intake === 'ok' ? { ...health, intake: 'degraded' } : health;
    },
    backup: async (file) => now().backup(file),
    verify: async (progress, anchor) => now().verify(progress, anchor),
    close: async () => present?.close(),
    async holdStill() {
      holds++;
      let held = true;
      const release = async () => {
        if (held) holds--;
        held = false;
      };
      const standing = now();
      try {
        await standing.log.settled();
      } catch (error) {
        // Where nothing can be kept, nothing waits to be: a damaged store must not be in the way of what mends it.
        if (standing.health().doubt === undefined) {
          await release();
          throw error;
        }
      }
      return {
        async check() {
          if (!held || present !== standing) throw new StoreUnavailable('the store was exchanged meanwhile');
        },
        release,
      };
    },
    async exchange(work) {
      const store = now();
      present = null;
      unhook();
      await store.close();
      try {
        work();
      } finally {
        present = last = await open();
        hook(present);
        // Another store: whatever anybody remembers of the one before is not true here.
        tell(null);
      }
    },
  };
}
