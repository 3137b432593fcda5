import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Tracks } from './store/store.ts';

const DAY_MS = 24 * 3600_000;
/** How long it is kept where a unit was. */
export const TRACK_DAYS = 30;

/** Deletes old tracks every hour, from now on. */
export function keepRetention(tracks: Tracks, clock: Clock, trouble: (what: string, error: unknown) => void): Stop {
  let stop: Stop = () => {};
  function sweep(): void {
    tracks
      .deleteBefore(clock.now() - TRACK_DAYS * DAY_MS)
      .catch((error: unknown) => trouble('old tracks not deleted', error));
    stop = clock.after(3600_000, sweep);
  }
  stop = clock.after(60_000, sweep);
  return () => stop();
}
