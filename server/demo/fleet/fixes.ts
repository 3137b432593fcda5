import type { Clock, Stop } from '#data/kit/clock.ts';
import { StoreUnavailable } from '../../store/store.ts';
import type { Fleet } from './fleet.ts';
import type { Crew } from './muster.ts';

/** Where a crew is, as its device has it. Degrees, ms since 1970, m/s, degrees from north, m. */
export type CrewFix = {
  unit: string;
  at: number;
  lon: number;
  lat: number;
  speed: number;
  heading: number;
  accuracy: number;
};

/** How often a device says where it is, and how often all together are looked through, ms. */
const EVERY_MS = 5000;
const TICK_MS = 250;

type Parts = {
  clock: Clock;
  /** What the devices say, as it reaches the door. */
  send: (fixes: readonly CrewFix[]) => Promise<unknown>;
  fleet: Fleet;
  /** Whether a device sends at all: its unit is on duty and in contact. */
  sends: (crew: Crew, t: number) => boolean;
  broken: (error: unknown) => void;
};

/** Says where the crews are, each every five seconds and a few of them at a time. */
export function sendFixes({ clock, send: sendAll, fleet, sends, broken }: Parts): Stop {
  let last = clock.now() - EVERY_MS;
  let sending = false;
  let stop = clock.after(0, tick);
  return () => stop();

  function tick(): void {
    const now = clock.now();
    stop = clock.after(TICK_MS, tick);
    // What a slow store could not take is overtaken by the next fix.
    if (sending) return;
    const due = fleet.crews.filter((crew, i) => turnOf(i, last) !== turnOf(i, now) && sends(crew, now));
    last = now;
    if (due.length > 0) send(due, now).catch(broken);
  }

  function turnOf(i: number, t: number): number {
    return Math.floor((t - (i * EVERY_MS) / fleet.crews.length) / EVERY_MS);
  }

  async function send(crews: readonly Crew[], at: number): Promise<void> {
    sending = true;
    try {
      const fixes = crews.map(({ id }) => ({ unit: id, at, ...fleet.motion(id, at), accuracy: 6 }));
      await sendAll(fixes);
    } catch (error) {
      // The store says so itself when it cannot keep anything.
      if (!(error instanceof StoreUnavailable)) throw error;
    } finally {
      sending = false;
    }
  }
}
