import type { Clock } from '#data/kit/clock.ts';
import { networkOf } from '../network.ts';
import type { Limit, Shared } from '../store/shared.ts';

/** How long an address from which somebody has signed in is known as theirs, ms. */
const KNOWN_MS = 30 * 24 * 3600_000;
/** Wrong tokens are counted by the minute, ms. */
const WINDOW_MS = 60_000;

/** One attempt: it counts until it is taken back. */
type Attempt = {
  /** How long to wait before anything is tried, ms; 0 = now, and it is counted. */
  waitMs: number;
  /** It was neither right nor wrong: the password of somebody who has to show a code too. */
  takeBack(): Promise<void>;
  /** It was right: it counts nowhere any more, and what was tried before by the same is forgotten. */
  succeeded(): Promise<void>;
};

/**
 * Slows down those who guess, and nobody else: what is right is let in whatever others from the same
 * address show.
 *
 * A password is short enough to be guessed, so an attempt counts before it is tried. At the door that
 * is per account and address; many addresses together are slowed per account, and one address with
 * many accounts per address. An address from which the person has signed in before is spared these
 * two: no stranger can keep them out. Whoever holds a session is counted by that session alone.
 *
 * Tokens and codes that we have made cannot be guessed. They are looked at first, and only a wrong one
 * counts: all that it can cost is the answer that it is wrong.
 */
export type Throttle = {
  /** At the door. `address`: where from, as it is written. */
  atDoor(account: string, address: string): Promise<Attempt>;
  /** Of somebody who is signed in. `session`: its id. */
  within(session: string): Promise<Attempt>;
  /** Nobody has what was shown: counts it. How long its sender is to wait, ms; 0: it is merely told so. */
  wrong(what: 'token' | 'first-code', address: string): Promise<number>;
};

const pair = (key: string): Limit => ({ what: 'account-at-address', key, free: 5, most: 15 * 60_000 });
const strangers = (key: string): Limit => ({ what: 'account', key, free: 20, most: 30_000 });
const addresses = (key: string): Limit => ({ what: 'address', key, free: 60, most: 60_000 });
const sessions = (key: string): Limit => ({ what: 'session', key, free: 5, most: 15 * 60_000 });
const wrongs = {
  token: (key: string): Limit => ({ what: 'token', key, free: 100, most: WINDOW_MS }),
  'first-code': (key: string): Limit => ({ what: 'first-code', key, free: 5, most: 15 * 60_000 }),
};

export function createThrottle({ tries, notes }: Pick<Shared, 'tries' | 'notes'>, clock: Clock): Throttle {
  /** `own`: what nobody else counts under. */
  async function attempt(own: Limit, others: readonly Limit[] = [], right = async () => {}): Promise<Attempt> {
    const all = [own, ...others];
    return {
      waitMs: await tries.attempt(all),
      takeBack: () => tries.takeBack(all),
      async succeeded() {
        await tries.takeBack(others);
        await tries.forgive(own.what, own.key);
        await right();
      },
    };
  }

  return {
    async atDoor(account, address) {
      const network = networkOf(address);
      const both = `${account}\n${network}`;
      const isKnown = await notes.holds('known', both);
      return attempt(pair(both), isKnown ? [] : [addresses(network), strangers(account)], () =>
        notes.put('known', both, KNOWN_MS),
      );
    },
    within: (session) => attempt(sessions(session)),
    wrong(what, address) {
      const network = networkOf(address);
      const minute = Math.floor(clock.now() / WINDOW_MS);
      return tries.attempt([wrongs[what](what === 'token' ? `${network}\n${minute}` : network)]);
    },
  };
}
