import KDBush from 'kdbush';
import type { LonLat } from '#data/contract/place.ts';
import { mercatorX, mercatorY } from '../widget/mercator.ts';
import type { UnitPicture } from './units-layer.ts';

/** Finds units by where they are shown: a custom layer has no features that the map could query. */
export type UnitIndex = {
  /** The slot of the visible unit nearest to `at`, within `radius` (of the mercator square), or null. */
  nearest(at: LonLat, radius: number, now: number): number | null;
};

/** The index is built when first asked after a frame; a unit moves less between than a finger errs. */
export function createUnitIndex(picture: UnitPicture): UnitIndex {
  let tree: { index: KDBush; slots: number[]; version: number } | null = null;

  function build(now: number) {
    const { motion, states } = picture;
    const places: [number, LonLat][] = [];
    for (let slot = 0; slot < motion.count; slot++) {
      const place = states[slot] ? motion.shownAt(slot, now) : null;
      if (place) places.push([slot, place]);
    }
    const index = new KDBush(places.length);
    for (const [, [lon, lat]] of places) index.add(mercatorX(lon), mercatorY(lat));
    index.finish();
    return { index, slots: places.map(([slot]) => slot), version: motion.version };
  }

  return {
    nearest(at, radius, now) {
      if (tree?.version !== picture.motion.version) tree = build(now);
      const { index, slots } = tree;
      const x = mercatorX(at[0]);
      const y = mercatorY(at[1]);
      let best: number | null = null;
      let least = Infinity;
      for (const id of index.within(x, y, radius)) {
        const place = picture.motion.shownAt(slots[id]!, now);
        if (!place) continue;
        const distance = Math.hypot(mercatorX(place[0]) - x, mercatorY(place[1]) - y);
        if (distance < least) [best, least] = [slots[id]!, distance];
      }
      return best;
    },
  };
}
