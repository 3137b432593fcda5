import type { UnitId } from '#data/contract/ids.ts';
import type { LonLat } from '#data/contract/place.ts';

/** Where a unit was last heard, and when that fix was taken, ms. */
export type LastFix = { at: number; place: LonLat };

/** The newest fix of every unit. */
export type LastFixes = {
  of(unit: UnitId): LastFix | undefined;
  /** Fixes come in order; the door keeps older ones away. */
  put(fix: { unit: UnitId; at: number; lon: number; lat: number }): void;
  /** The store was exchanged. */
  forget(): void;
};

export function createLastFixes(): LastFixes {
  const fixes = new Map<UnitId, LastFix>();
  return {
    of: (unit) => fixes.get(unit),
    put: ({ unit, at, lon, lat }) => void fixes.set(unit, { at, place: [lon, lat] }),
    forget: () => fixes.clear(),
  };
}
