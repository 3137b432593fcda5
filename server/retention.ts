import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Held } from './store/fenced.ts';
import { forgetContacts } from './intake/contacts/forget.ts';
import type { Store } from './store/store.ts';

const DAY_MS = 24 * 3600_000;
/** How long it is kept where a unit was. */
export const TRACK_DAYS = 30;
/** And who reported, after the incident has ended; what was not taken, since it may say who. */
export const CONTACT_DAYS = 90;

type Parts = {
  store: Pick<Store, 'tracks' | 'letters' | 'drawers' | 'incidents'>;
  /** One process does it for all. */
  held: Held;
  clock: Clock;
  trouble: (what: string, error: unknown) => void;
};

/** Deletes old tracks, letters and contacts every hour, from now on. */
export function keepRetention({ store, held, clock, trouble }: Parts): Stop {
  let stop: Stop = () => {};
  function next(): void {
    stop = clock.after(3600_000, next);
    sweepTracks().catch((error: unknown) => trouble('old tracks not deleted', error));
    sweepLetters().catch((error: unknown) => trouble('old letters not deleted', error));
    sweepContacts().catch((error: unknown) => trouble('old contacts not deleted', error));
  }
  async function sweepTracks(): Promise<void> {
    const fence = held.now();
    if (!fence) return;
    if ((await store.tracks.deleteBefore(clock.now() - TRACK_DAYS * DAY_MS, fence)) === null) held.lost(fence);
  }
  async function sweepLetters(): Promise<void> {
    const fence = held.now();
    if (!fence) return;
    if ((await store.letters.deleteBefore(clock.now() - CONTACT_DAYS * DAY_MS, fence)) === null) held.lost(fence);
  }
  async function sweepContacts(): Promise<void> {
    const goesOn = () => held.now() !== null;
    if (goesOn()) await forgetContacts({ ...store, goesOn }, clock.now() - CONTACT_DAYS * DAY_MS);
  }
  stop = clock.after(60_000, next);
  return () => stop();
}
