import type { Bounds } from '#data/contract/place.ts';
import { frameClock } from '#client/page/clock.ts';
import { createFleet, type Fleet } from './fleet.ts';

/** A fleet on the page's own clock, which jumps where less motion is wished. */
export function pageFleet(reach: Bounds): Fleet {
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  return createFleet({ reach, frameClock, glide: () => !still.matches });
}
