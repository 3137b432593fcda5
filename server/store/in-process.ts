import type { Clock } from '#data/kit/clock.ts';
import type { Channel, Counts, Limit, Notes, Roll, Shared, Tries } from './shared.ts';

/** Forgotten after so long without an attempt, ms. */
const FORGET_MS = 3600_000;
/** Of each kind; what has been quiet the longest goes first. */
const MOST_KEYS = 20_000;

/** What one process shares with nobody. */
export function createInProcess(clock: Clock): Shared {
  return {
    notes: createNotes(clock),
    tries: createTries(clock),
    counts: createCounts(clock),
    present: createRoll(),
    heard: createChannel(),
  };
}

/** Keys of each kind, bounded, in the order of their last writing. */
function createKinds<T>() {
  const kinds = new Map<string, Map<string, T>>();
  return {
    get: (what: string, key: string) => kinds.get(what)?.get(key),
    put(what: string, key: string, value: T): void {
      const kind = kinds.get(what) ?? new Map<string, T>();
      kinds.set(what, kind);
      kind.delete(key);
      kind.set(key, value);
      if (kind.size > MOST_KEYS) kind.delete(kind.keys().next().value!);
    },
    remove: (what: string, key: string) => void kinds.get(what)?.delete(key),
  };
}

function createNotes(clock: Clock): Notes {
  const until = createKinds<number>();
  const holds: Notes['holds'] = async (what, key) => (until.get(what, key) ?? -Infinity) > clock.now();
  return {
    holds,
    put: async (what, key, ms) => until.put(what, key, clock.now() + ms),
    async claim(what, key, ms) {
      if ((until.get(what, key) ?? -Infinity) > clock.now()) return false;
      until.put(what, key, clock.now() + ms);
      return true;
    },
    forget: async (what, key) => until.remove(what, key),
  };
}

function createTries(clock: Clock): Tries {
  /** `before`: when the one before the last was. */
  const tries = createKinds<{ count: number; last: number; before: number }>();

  function fresh(what: string, key: string) {
    const found = tries.get(what, key);
    return found && clock.now() - found.last < FORGET_MS ? found : undefined;
  }

  function wait({ what, key, free, most }: Limit): number {
    const { count = 0, last = 0 } = fresh(what, key) ?? {};
    if (count < free) return 0;
    return Math.max(0, Math.min(most, 1000 * 2 ** Math.min(count - free, 20)) - (clock.now() - last));
  }

  function take(what: string, key: string): void {
    const { count = 0, last = 0 } = fresh(what, key) ?? {};
    tries.put(what, key, { count: count + 1, last: clock.now(), before: last });
  }

  function takeBack(what: string, key: string): void {
    const { count = 0, before = 0 } = fresh(what, key) ?? {};
    if (count <= 1) tries.remove(what, key);
    else tries.put(what, key, { count: count - 1, last: before, before });
  }

  return {
    async attempt(limits) {
      const longest = Math.max(0, ...limits.map(wait));
      if (longest === 0) for (const { what, key } of limits) take(what, key);
      return longest;
    },
    async takeBack(tried) {
      for (const { what, key } of tried) takeBack(what, key);
    },
    forgive: async (what, key) => tries.remove(what, key),
  };
}

function createCounts(clock: Clock): Counts {
  const windows = createKinds<{ count: number; until: number }>();
  return {
    async add(what, key, ms) {
      const found = windows.get(what, key);
      const window = found && found.until > clock.now() ? found : { count: 0, until: clock.now() + ms };
      windows.put(what, key, { ...window, count: window.count + 1 });
      return { count: window.count + 1, leftMs: window.until - clock.now() };
    },
  };
}

function createChannel(): Channel {
  const followers = new Set<(message: Uint8Array) => void>();
  return {
    send(message) {
      for (const receive of followers) receive(message);
    },
    follow(receive) {
      const own = (message: Uint8Array) => receive(message);
      followers.add(own);
      return () => void followers.delete(own);
    },
    isUp: () => true,
  };
}

function createRoll<T>(): Roll<T> {
  const said = new Map<string, T>();
  const followers = new Set<() => void>();
  const tell = () => {
    for (const run of followers) run();
  };
  return {
    put(connection, says) {
      said.set(connection, says);
      tell();
    },
    remove(connection) {
      if (said.delete(connection)) tell();
    },
    all: () => [...said.values()],
    follow(run) {
      const own = () => run();
      followers.add(own);
      return () => void followers.delete(own);
    },
  };
}
