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
import type { Sender, Intake } from './intake.ts';
import { createKnownUnits, lettersOf } from './known-units.ts';
import { maySpeakFor, notItsUnit } from './speaks-for.ts';

/** Most units an installation knows: what a positions frame and a wall can carry. */
export const MAX_UNITS = 10_000;

type Parts = {
  log: FactLog;
  tracks: Tracks;
  board: () => Board;
  reach: Bounds;
  clock: Clock;
  /** Where the newest place of a unit is shown: the positions lane. */
  show(slot: number, fix: TrackFix): void;
  refusedOne(channel: string, reason: string): void;
};

/** The positions' half of the door, and when each unit was last heard: the newest time that one of its fixes bears. */
export function takePositions({ log, tracks, board, reach, clock, show, refusedOne }: Parts): {
  positions: Intake['positions'];
  lastHeard(unit: UnitId): number | undefined;
  /** Where the units were when the process started, so that an older fix moves none back. */
  remember(fixes: readonly TrackFix[]): void;
} {
  const newest = new Map<UnitId, number>();
  const heard = new Map<UnitId, number>();
  const known = createKnownUnits(() => board().units);

  return { positions, lastHeard: (unit) => heard.get(unit), remember };

  function remember(fixes: readonly TrackFix[]): void {
    for (const fix of fixes) {
      newest.set(fix.unit, fix.at);
      heard.set(fix.unit, fix.at);
      const unit = board().units.get(fix.unit);
      if (unit) show(unit.slot, fix);
    }
  }

  async function positions(sender: Sender, inputs: readonly unknown[]): Promise<PositionsAnswer> {
    const now = clock.now();
    const fixes: TrackFix[] = [];
    const refused: PositionsAnswer['refused'] = [];
    const corrected: PositionsAnswer['refused'] = [];
    const strangers = new Map<string, { id: UnitId; callSign: string }>();
    for (const [index, input] of inputs.entries()) {
      const checked = checkFix(input, reach, now);
      const why = typeof checked === 'string' ? checked : take(checked, (input as { unit: string }).unit);
      if (why !== null) {
        refusedOne('positions', why.split(':')[0]!);
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
        if (unit !== undefined) hear(unit, fix.at);
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

  /** An old fix, or one that is sent again, says nothing of now. */
  function hear(unit: UnitId, at: number): void {
    if (at > (heard.get(unit) ?? -Infinity)) heard.set(unit, at);
  }

  function shown(fixes: readonly TrackFix[]): { accepted: number; stale: number } {
    let stale = 0;
    for (const fix of fixes) {
      hear(fix.unit, fix.at);
      if (fix.at <= (newest.get(fix.unit) ?? -1)) {
        stale++;
        continue;
      }
      newest.set(fix.unit, fix.at);
      show(board().units.get(fix.unit)!.slot, fix);
    }
    return { accepted: fixes.length - stale, stale };
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
