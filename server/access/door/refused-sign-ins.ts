import type { PersonId } from '#data/contract/ids.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import { networkOf } from '../../network.ts';
import type { Audit, AuditFact } from '../audit.ts';

/** Refusals from one place within this time are one record, ms. */
const WINDOW_MS = 15 * 60_000;
/** Places that have records of their own at a time; all others share one. */
const MOST_PLACES = 200;
/** Names in one record. */
const MOST_PEOPLE = 50;

type RefusedSignIn = Extract<AuditFact, { kind: 'audit.sign-in-refused' }>;

/** Where it was tried: at the door, from an address; or by whoever holds a session. */
type Place = { address: string } | { session: string };

/**
 * Refused sign-ins on record: nobody needs an account to cause one, so their number is no number of
 * facts. The first from a place is written at once, the others are counted until the window is over.
 */
export type RefusedSignIns = {
  /** Resolves when it is on the disk, or counted. */
  put(why: RefusedSignIn['why'], place: Place, person?: PersonId): Promise<void>;
  /** Puts on record what is counted and not yet written. */
  close(): Promise<void>;
};

type Window = { from: string | undefined; whys: Map<RefusedSignIn['why'], number>; people: Set<PersonId>; stop: Stop };

type Parts = { audit: Audit; clock: Clock; trouble: (what: string, error: unknown) => void };

export function createRefusedSignIns({ audit, clock, trouble }: Parts): RefusedSignIns {
  const windows = new Map<string, Window>();

  const from = (window: Window) => (window.from === undefined ? {} : { from: window.from });

  function open(key: string, from: string | undefined): Window {
    const window = {
      from,
      whys: new Map(),
      people: new Set<PersonId>(),
      stop: clock.after(WINDOW_MS, () => over(key)),
    };
    windows.set(key, window);
    return window;
  }

  function over(key: string): void {
    const window = windows.get(key)!;
    windows.delete(key);
    if (window.whys.size === 0) return;
    // The next window follows at once: as long as it goes on, it is one record for each.
    open(key, window.from);
    write(window).catch((error: unknown) => trouble('refused sign-ins not on record', error));
  }

  async function write(window: Window): Promise<void> {
    const whys = [...window.whys].sort(([, a], [, b]) => b - a);
    const people = [...window.people];
    await audit.put(undefined, {
      kind: 'audit.sign-in-refused',
      why: whys[0]![0],
      count: whys.reduce((sum, [, count]) => sum + count, 0),
      ...from(window),
      ...(people.length === 1 && { person: people[0]! }),
      ...(people.length > 1 && { people: people.slice(0, MOST_PEOPLE) }),
    });
  }

  return {
    async put(why, place, person) {
      const network = 'address' in place ? networkOf(place.address) : undefined;
      const own = 'address' in place ? `address ${network}` : `session ${place.session}`;
      const key = windows.has(own) || windows.size < MOST_PLACES ? own : 'others';
      const known = windows.get(key);
      if (known) {
        known.whys.set(why, (known.whys.get(why) ?? 0) + 1);
        if (person !== undefined) known.people.add(person);
        return;
      }
      const window = open(key, key === own ? network : undefined);
      const first = { ...(person !== undefined && { person }), ...(network !== undefined && { from: network }) };
      await audit.put(undefined, { kind: 'audit.sign-in-refused', why, ...first }).catch((error: unknown) => {
        window.stop();
        windows.delete(key);
        throw error;
      });
    },
    async close() {
      const counted = [...windows.values()];
      windows.clear();
      for (const window of counted) {
        window.stop();
        if (window.whys.size > 0) await write(window);
      }
    },
  };
}
