import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Held } from './store/fenced.ts';
import { archiveFacts } from './store/archive/archive-facts.ts';
import { forgetContacts } from './intake/contacts/forget.ts';
import type { Store } from './store/store.ts';

const DAY_MS = 24 * 3600_000;
/** How long it is kept where a unit was. */
export const TRACK_DAYS = 30;
/** And who reported, after the incident has ended; what was not taken, since it may say who. */
export const CONTACT_DAYS = 90;

type Parts = {
  store: Pick<Store, 'tracks' | 'letters' | 'drawers' | 'incidents' | 'log' | 'archive'>;
  /** Where facts go, and after how many days; left out: the store keeps them. */
  archiving?: { folder: string; days: number } | undefined;
  /** One process does it for all. */
  held: Held;
  clock: Clock;
  trouble: (what: string, error: unknown) => void;
};

/** Deletes old tracks, letters and contacts, and moves old facts into archive files, every hour from now on. */
export function keepRetention({ store, archiving, held, clock, trouble }: Parts): Stop {
  let isStopped = false;
  let stop: Stop = () => {};
  function next(): void {
    stop = clock.after(3600_000, next);
    sweepTracks().catch((error: unknown) => trouble('old tracks not deleted', error));
    sweepLetters().catch((error: unknown) => trouble('old letters not deleted', error));
    sweepFacts().catch((error: unknown) => trouble('old facts not archived', error));
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
  /** One run at a time: the first may take hours where years are to be moved. */
  let isArchiving = false;
  async function sweepFacts(): Promise<void> {
    const fence = held.now();
    if (!archiving || !fence || isArchiving) return;
    const { folder, days } = archiving;
    const today = Math.floor(clock.now() / DAY_MS) * DAY_MS;
    isArchiving = true;
    try {
      const goesOn = () => (held.now()?.token === fence.token && !isStopped ? fence : null);
      if (!(await archiveFacts({ store, folder, fence: goesOn }, today - days * DAY_MS))) held.lost(fence);
    } finally {
      isArchiving = false;
    }
  }
  async function sweepContacts(): Promise<void> {
    const goesOn = () => held.now() !== null;
    if (goesOn()) await forgetContacts({ ...store, goesOn }, clock.now() - CONTACT_DAYS * DAY_MS);
  }
  stop = clock.after(60_000, next);
  return () => {
    isStopped = true;
    stop();
  };
}
