import type { UnitId } from '#data/contract/ids.ts';
import type { Board } from '#data/contract/board.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { TrackFix } from '../store/store.ts';
import type { Intake, Sender } from './intake.ts';
import { createKnownUnits } from './known-units.ts';
import { maySpeakFor } from './speaks-for.ts';
import type { UnitFixes } from './unit-fixes.ts';

type Parts = {
  board: () => Board;
  clock: Clock;
  unitFixes: UnitFixes;
  tell?: ((sender: Sender, fixes: readonly TrackFix[]) => void) | undefined;
};

/** The door for devices that go. */
export function takeLeaves({ board, clock, unitFixes, tell }: Parts): Intake['leave'] {
  const known = createKnownUnits(() => board().units);
  return (sender, units) => {
    const left = units.flatMap((spelt) => {
      const unit = known(spelt);
      return unit !== undefined && maySpeakFor(sender, unit) ? [unit] : [];
    });
    left.forEach(unitFixes.leave);
    if (left.length > 0)
      tell?.(
        sender,
        left.map((unit) => leaveOf(unit, clock.now())),
      );
  };
}

/** As a fix without a place, which no unit makes: it moves backwards. */
function leaveOf(unit: UnitId, at: number): TrackFix {
  return { unit, at, lon: NaN, lat: NaN, speed: -1, heading: NaN };
}
export const isLeave = ({ lon, speed }: TrackFix): boolean => Number.isNaN(lon) && speed < 0;
