import type { LonLat } from '#data/contract/place.ts';
import { metresBetween } from '#data/kit/metres.ts';

/** Faster moves nothing that a city sends: 360 km/h. */
const FASTEST = 100;
/** What two receivers, or one between houses, may differ without anybody having moved, metres. */
const SLACK = 2000;

type Seen = { at: number; place: LonLat };

/** Sees jumps that no vehicle makes, of each device by itself. */
export type PlausibleMoves = {
  /**
   * False where the device cannot have come there since its newest fix. Once a second fix agrees with such a one it is
   * the device that is there, and the one before that was wrong.
   */
  isPlausible(device: string, fix: Seen): boolean;
  forget(): void;
};

const MOST_DEVICES = 20_000;

export function createPlausibleMoves(): PlausibleMoves {
  const newest = new Map<string, Seen>();
  const doubted = new Map<string, Seen>();

  return {
    isPlausible(device, fix) {
      const last = newest.get(device);
      // An older one extends the track; it moves nothing.
      if (last && fix.at <= last.at) return true;
      const isJump = last && !isReachable(last, fix);
      if (isJump && !(doubted.has(device) && isReachable(doubted.get(device)!, fix))) {
        doubted.set(device, fix);
        return false;
      }
      doubted.delete(device);
      // The one that was heard longest ago gives way.
      newest.delete(device);
      newest.set(device, fix);
      if (newest.size > MOST_DEVICES) {
        const [longest] = newest.keys();
        newest.delete(longest!);
        doubted.delete(longest!);
      }
      return true;
    },
    forget() {
      newest.clear();
      doubted.clear();
    },
  };
}

function isReachable(from: Seen, to: Seen): boolean {
  const seconds = Math.abs(to.at - from.at) / 1000;
  return metresBetween(from.place, to.place) <= SLACK + FASTEST * seconds;
}
