import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Held } from './store/fenced.ts';
import type { Tracks } from './store/store.ts';

const DAY_MS = 24 * 3600_000;
/** How long it is kept where a unit was. */
export const TRACK_DAYS = 30;

type Parts = {
  tracks: Pick<Tracks, 'deleteBefore'>;
  /** One process does it for all. */
  held: Held;
  clock: Clock;
  trouble: (what: string, error: unknown) => void;
};

/** Deletes old tracks every hour, from now on. */
export function keepRetention({ tracks, held, clock, trouble }: Parts): Stop {
  let stop: Stop = () => {};
  function next(): void {
    stop = clock.after(3600_000, next);
    sweep().catch((error: unknown) => trouble('old tracks not deleted', error));
  }
  async function sweep(): Promise<void> {
    const fence = held.now();
    if (!fence) return;
    if ((await tracks.deleteBefore(clock.now() - TRACK_DAYS * DAY_MS, fence)) === null) held.lost(fence);
  }
  stop = clock.after(60_000, next);
  return () => stop();
}
