import type { Board } from '#data/contract/board.ts';
import type { PositionsAnswer } from '#data/contract/api.ts';
import type { NewFact } from '#data/contract/fact.ts';
import type { UnitId } from '#data/contract/ids.ts';
import type { Bounds } from '#data/contract/place.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Entry, FactLog, TrackFix, Tracks } from '../store/store.ts';
import { checkFix } from './check-fix.ts';
import type { Sender, Intake } from './intake.ts';

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

/** The positions' half of the door, and when each unit was last heard (arrival by our clock). */
export function takePositions({ log, tracks, board, reach, clock, show, refusedOne }: Parts): {
  positions: Intake['positions'];
  lastHeard(unit: UnitId): number | undefined;
  /** Where the units were when the process started, so that an older fix moves none back. */
  remember(fixes: readonly TrackFix[]): void;
} {
  const newest = new Map<UnitId, number>();
  const heard = new Map<UnitId, number>();

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
    const strangers = new Set<UnitId>();
    for (const [index, input] of inputs.entries()) {
      const fix = checkFix(input, reach, now);
      const why = typeof fix === 'string' ? fix : whyNoMore(fix.unit);
      if (why !== null) {
        refusedOne('positions', why.split(':')[0]!);
        refused.push({ index, detail: why });
      } else fixes.push(fix as TrackFix);
    }
    if (strangers.size > 0) await log.append([...strangers].map((unit) => registration(unit, sender, now)));
    if (fixes.length > 0) await tracks.keep(fixes);
    return { ...shown(fixes, now), refused };

    function whyNoMore(unit: UnitId): string | null {
      if (board().units.has(unit) || strangers.has(unit)) return null;
      if (board().units.size + strangers.size >= MAX_UNITS) return `unit: there are ${MAX_UNITS} units already`;
      strangers.add(unit);
      return null;
    }
  }

  function shown(fixes: readonly TrackFix[], now: number): { accepted: number; stale: number } {
    let stale = 0;
    for (const fix of fixes) {
      heard.set(fix.unit, now);
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

/** A unit nobody has told us about shows under its id until somebody gives it a call sign. */
function registration(unit: UnitId, sender: Sender, at: number): Entry {
  const fact: NewFact = {
    kind: 'unit.registered',
    at,
    by: { kind: 'source', id: sender.source },
    ...(sender.exercise && { exercise: true }),
    unit: { id: unit, callSign: unit.slice(0, 40), service: 'other' },
  };
  return { facts: [fact], key: `unit:${unit}` };
}
