import type { Board } from '#data/contract/board.ts';
import type { UnitId } from '#data/contract/ids.ts';
import type { TrackFix } from '../store/store.ts';

/** The newest fix of every unit, whoever took it in, and when each was last heard: the newest time that one of its fixes bears. */
export type UnitFixes = {
  lastHeard(unit: UnitId): number | undefined;
  /** A unit was heard, though its place is not to be shown. An old time says nothing of now. */
  hear(unit: UnitId, at: number): void;
  /** Its device is there no more: until the unit is heard anew. */
  leave(unit: UnitId): void;
  hasLeft(unit: UnitId): boolean;
  /** Shows where the unit is; false: that was known, or is older than what is known. */
  take(fix: TrackFix): boolean;
  /** The store was exchanged. */
  forget(): void;
};

type Parts = {
  board: () => Pick<Board, 'units'>;
  /** Where the newest place of a unit is shown: the positions lane. */
  show(slot: number, fix: TrackFix): void;
};

export function createUnitFixes({ board, show }: Parts): UnitFixes {
  const newest = new Map<UnitId, number>();
  const heard = new Map<UnitId, number>();
  const left = new Set<UnitId>();

  function hear(unit: UnitId, at: number): void {
    if (at <= (heard.get(unit) ?? -Infinity)) return;
    heard.set(unit, at);
    left.delete(unit);
  }

  return {
    lastHeard: (unit) => heard.get(unit),
    hear,
    leave: (unit) => void left.add(unit),
    hasLeft: (unit) => left.has(unit),
    take(fix) {
      hear(fix.unit, fix.at);
      if (fix.at <= (newest.get(fix.unit) ?? -1)) return false;
      const unit = board().units.get(fix.unit);
      // Heard at another process, and not registered here yet: its next fix shows it.
      if (!unit) return false;
      newest.set(fix.unit, fix.at);
      show(unit.slot, fix);
      return true;
    },
    forget() {
      newest.clear();
      heard.clear();
      left.clear();
    },
  };
}
