import type { Bounds, LonLat } from '#data/contract/place.ts';
import type { Stop } from '#data/kit/clock.ts';
import type { UnitFrame } from './unit-frame.ts';
import { createUnitMotion, type UnitMotion } from './unit-motion.ts';

/** Where all units are, for as long as a page shows a map, however often the widget dies. */
export type Fleet = {
  readonly motion: UnitMotion;
  feed(frame: UnitFrame): void;
  /** Told after each frame. */
  onFed(run: () => void): Stop;
  /** Where a unit is shown, by slot; null without a fix. */
  placeOf(slot: number): LonLat | null;
};

type FleetParts = {
  reach: Bounds;
  /** A steady clock for movement, ms. */
  frameClock: () => number;
  /** False: units jump to their fixes (reduced motion). */
  glide: () => boolean;
};

export function createFleet({ reach, frameClock, glide }: FleetParts): Fleet {
  const motion = createUnitMotion(reach);
  const told = new Set<() => void>();
  return {
    motion,
    feed(frame) {
      motion.feed(frame, frameClock(), glide());
      for (const run of told) run();
    },
    onFed(run) {
      told.add(run);
      return () => void told.delete(run);
    },
    placeOf: (slot) => motion.shownAt(slot, frameClock()),
  };
}
