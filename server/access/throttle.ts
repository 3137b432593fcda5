import type { Limit, Shared } from '../store/shared.ts';

/** How long an address from which somebody has signed in is known as theirs, ms. */
const KNOWN_MS = 30 * 24 * 3600_000;

/**
 * Brute force at the sign-in: every attempt counts until it is taken back. Somebody who guesses is
 * slowed per account and address; many addresses together are slowed per account, and one address
 * with many accounts per address. An address from which the person has signed in before is spared
 * the second: no stranger can keep them out.
 */
export type Throttle = {
  /** Takes one attempt, or says how long to wait, ms. */
  attempt(account: string, address: string): Promise<number>;
  /** It was neither right nor wrong: the password of somebody who has to show a code too. */
  takeBack(account: string, address: string): Promise<void>;
  /** It was right: the account's attempts from here are forgotten. */
  succeeded(account: string, address: string): Promise<void>;
};

const pairOf = (account: string, address: string) => `${account}\n${address}`;
const pair = (key: string): Limit => ({ what: 'account-at-address', key, free: 5, most: 15 * 60_000 });
const strangers = (key: string): Limit => ({ what: 'account', key, free: 20, most: 30_000 });
const addresses = (key: string): Limit => ({ what: 'address', key, free: 60, most: 60_000 });

export function createThrottle({ tries, notes }: Pick<Shared, 'tries' | 'notes'>): Throttle {
  return {
    async attempt(account, address) {
      const both = pairOf(account, address);
      const isKnown = await notes.holds('known', both);
      return tries.attempt([pair(both), addresses(address), ...(isKnown ? [] : [strangers(account)])]);
    },
    takeBack: (account, address) => tries.takeBack([pair(pairOf(account, address)), addresses(address)]),
    async succeeded(account, address) {
      const both = pairOf(account, address);
      await tries.forgive('account-at-address', both);
      await notes.put('known', both, KNOWN_MS);
    },
  };
}
