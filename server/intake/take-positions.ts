import type { Board } from '#data/contract/board.ts';
import type { PositionsAnswer } from '#data/contract/api.ts';
import type { NewFact } from '#data/contract/fact.ts';
import type { UnitId } from '#data/contract/ids.ts';
import type { Bounds } from '#data/contract/place.ts';
import type { Clock } from '#data/kit/clock.ts';
import { cut, keyForm } from '#data/kit/text.ts';
import { OTHER_SERVICE } from '#data/rules/unit-status.ts';
import type { Entry, FactLog, TrackFix, Tracks } from '../store/store.ts';
import { checkFix, type CheckedFix } from './check-fix.ts';
import type { Sender, Intake, RefusedOne } from './intake.ts';
import { createKnownUnits, lettersOf } from './known-units.ts';
import { maySpeakFor, notItsUnit } from './speaks-for.ts';
import type { UnitFixes } from './unit-fixes.ts';

/** Most units an installation knows: what a positions frame and a wall can carry. */
export const MAX_UNITS = 10_000;

type Parts = {
  log: FactLog;
  tracks: Tracks;
  board: () => Board;
  reach: Bounds;
  clock: Clock;
  /** Where the units are, as everybody on this process has it. */
  unitFixes: UnitFixes;
  /** Told what was taken in, for other processes. A fix without a place says that the unit is there. */
  tell?: ((sender: Sender, fixes: readonly TrackFix[]) => void) | undefined;
  refusedOne: RefusedOne;
};

/** The positions' half of the door. */
export function takePositions(parts: Parts): Intake['positions'] {
  const { log, tracks, board, reach, clock, unitFixes, tell, refusedOne } = parts;
  const known = createKnownUnits(() => board().units);

  return positions;

  async function positions(sender: Sender, inputs: readonly unknown[]): Promise<PositionsAnswer> {
    const now = clock.now();
    const fixes: TrackFix[] = [];
    const asides: TrackFix[] = [];
    const refused: PositionsAnswer['refused'] = [];
    const corrected: PositionsAnswer['refused'] = [];
    const strangers = new Map<string, { id: UnitId; callSign: string }>();
    for (const [index, input] of inputs.entries()) {
      const checked = checkFix(input, reach, now);
      const why = typeof checked === 'string' ? checked : take(checked, (input as { unit: string }).unit);
      if (why !== null) {
        refusedOne(sender, 'positions', why.split(':')[0]!);
        refused.push({ index, detail: why });
      } else if (typeof checked === 'object' && checked.corrected !== undefined)
        corrected.push({ index, detail: checked.corrected });
    }
    if (strangers.size > 0) {
      await log.append([...strangers.values()].map((stranger) => registration(stranger, sender, now)));
      // Another request may have brought the same unit meanwhile, in other letters.
      for (const fix of fixes) fix.unit = known(fix.unit) ?? fix.unit;
    }
    if (fixes.length > 0) await tracks.keep(fixes);
    if (fixes.length + asides.length > 0) tell?.(sender, [...fixes, ...asides]);
    return { ...shown(fixes), refused, ...(corrected.length > 0 && { corrected }) };

    /** Why a fix is not kept; null when it is. */
    function take({ fix, aside }: CheckedFix, spelt: string): string | null {
      if (!maySpeakFor(sender, fix.unit)) return notItsUnit(fix.unit);
      const unit = known(fix.unit);
      const row = unit === undefined ? undefined : board().units.get(unit);
      if (row?.removed !== undefined) return 'unit: has been removed: nothing was kept';
      // Who calls for help is looked for whatever the roster says.
      if (row?.reason === 'offduty' && row.panic === undefined) return 'unit: is off duty: nothing was kept';
      if (aside !== undefined) {
        if (unit !== undefined) {
          unitFixes.hear(unit, fix.at);
          asides.push({ ...fix, unit, lon: NaN, lat: NaN });
        }
        return aside;
      }
      const id = unit ?? strangerOf(fix.unit, spelt);
      if (id === null) return `unit: there are ${MAX_UNITS} units already`;
      fixes.push({ ...fix, unit: id });
      return null;
    }

    function strangerOf(id: UnitId, spelt: string): UnitId | null {
      const letters = lettersOf(id);
      const already = strangers.get(letters);
      if (already) return already.id;
      if (board().units.size + strangers.size >= MAX_UNITS) return null;
      strangers.set(letters, { id, callSign: cut(keyForm(spelt), 40) });
      return id;
    }
  }

  function shown(fixes: readonly TrackFix[]): { accepted: number; stale: number } {
    const accepted = fixes.filter(unitFixes.take).length;
    return { accepted, stale: fixes.length - accepted };
  }
}

/** A unit nobody has told us about shows under what its source calls it until somebody gives it a call sign. */
function registration({ id, callSign }: { id: UnitId; callSign: string }, sender: Sender, at: number): Entry {
  const fact: NewFact = {
    kind: 'unit.registered',
    at,
    by: { kind: 'source', id: sender.source },
    ...(sender.exercise && { exercise: true }),
    unit: { id, callSign, service: OTHER_SERVICE },
  };
  return { facts: [fact], key: `unit:${lettersOf(id)}` };
}
