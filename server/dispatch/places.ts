import type { UnitId } from '#data/contract/ids.ts';
import type { LonLat } from '#data/contract/place.ts';

/** Where a unit was last heard, and when that fix was taken, ms. */
export type LastFix = { at: number; place: LonLat };

/** The newest fix of every unit. */
export type Places = {
  last(unit: UnitId): LastFix | undefined;
  /** Fixes come in order; the door keeps older ones away. */
  put(fix: { unit: UnitId; at: number; lon: number; lat: number }): void;
  /** The store was exchanged. */
  forget(): void;
};

export function createPlaces(): Places {
  const places = new Map<UnitId, LastFix>();
  return {
    last: (unit) => places.get(unit),
    put: ({ unit, at, lon, lat }) => void places.set(unit, { at, place: [lon, lat] }),
    forget: () => places.clear(),
  };
}
