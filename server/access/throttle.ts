import type { Clock } from '#data/kit/clock.ts';

type Limit = {
  /** Attempts that cost nothing. */
  free: number;
  /** The longest wait between two attempts, ms; it doubles up to there. */
  most: number;
};

/** Forgotten after so long without an attempt, ms. */
const FORGET_MS = 3600_000;
const MOST_KEYS = 20_000;

/** Slows those down who try: every attempt counts until it is taken back. */
type Slowing = {
  /** How long to wait before the next attempt, ms; 0 = now. */
  wait(key: string): number;
  count(key: string, by?: 1 | -1): void;
  forgive(key: string): void;
};

function createSlowing(clock: Clock, { free, most }: Limit): Slowing {
  const tries = new Map<string, { count: number; last: number }>();

  function fresh(key: string) {
    const found = tries.get(key);
    return found && clock.now() - found.last < FORGET_MS ? found : undefined;
  }

  return {
    wait(key) {
      const { count = 0, last = 0 } = fresh(key) ?? {};
      if (count < free) return 0;
      return Math.max(0, Math.min(most, 1000 * 2 ** Math.min(count - free, 20)) - (clock.now() - last));
    },
    count(key, by = 1) {
      const count = Math.max(0, (fresh(key)?.count ?? 0) + by);
      tries.delete(key);
      tries.set(key, { count, last: clock.now() });
      // The one that has been quiet the longest goes first.
      if (tries.size > MOST_KEYS) tries.delete(tries.keys().next().value!);
    },
    forgive: (key) => void tries.delete(key),
  };
}

/**
 * Brute force at the sign-in. Somebody who guesses is slowed per account and address; many addresses
 * together are slowed per account, and one address with many accounts per address. An address from
 * which the person has signed in before is spared the second: no stranger can keep them out.
 */
export type Throttle = {
  /** Takes one attempt, or says how long to wait, ms. */
  attempt(account: string, address: string): number;
  /** It was neither right nor wrong: the password of somebody who has to show a code too. */
  takeBack(account: string, address: string): void;
  /** It was right: the account's attempts from here are forgotten. */
  succeeded(account: string, address: string): void;
};

export function createThrottle(clock: Clock): Throttle {
  const pair = createSlowing(clock, { free: 5, most: 15 * 60_000 });
  const strangers = createSlowing(clock, { free: 20, most: 30_000 });
  const addresses = createSlowing(clock, { free: 60, most: 60_000 });
  const known = new Set<string>();

  return {
    attempt(account, address) {
      const both = `${account}\n${address}`;
      const isKnown = known.has(both);
      const wait = Math.max(pair.wait(both), isKnown ? 0 : strangers.wait(account), addresses.wait(address));
      if (wait > 0) return wait;
      pair.count(both);
      addresses.count(address);
      if (!isKnown) strangers.count(account);
      return 0;
    },
    takeBack(account, address) {
      pair.count(`${account}\n${address}`, -1);
      addresses.count(address, -1);
    },
    succeeded(account, address) {
      const both = `${account}\n${address}`;
      pair.forgive(both);
      if (known.size >= MOST_KEYS) known.clear();
      known.add(both);
    },
  };
}
