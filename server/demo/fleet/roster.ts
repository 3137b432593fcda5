import type { UnitReason } from '#data/contract/unit.ts';
import { DAY, MINUTE } from '#data/rules/civil-day.ts';
import { localDay, type Offset } from '#data/rules/zone.ts';
import type { Dice } from '../chance.ts';

/** What a unit that is on no incident does, and until when. */
export type Duty = { reason: Extract<UnitReason, 'patrol' | 'standby' | 'meal' | 'refuel' | 'offduty'>; until: number };

/** Tells what a unit's duty is at `t`. */
export type Roster = (unit: RosteredUnit, t: number) => Duty;

/** A unit as the roster sees it: its place in its service decides its team. */
export type RosteredUnit = { id: string; rank: number };

/** Local minutes of the day from which a team's cars are manned, and until when, past midnight too. */
const teams = [
  { from: 7 * 60, to: 31 * 60 },
  { from: 7 * 60, to: 19 * 60 },
  { from: 7 * 60, to: 31 * 60 },
  { from: 19 * 60, to: 31 * 60 },
  { from: 8 * 60, to: 18 * 60 },
  { from: 13 * 60, to: 25 * 60 },
];
/** Half-hours, the measure in which duties change. */
const SLOT = 30;
const STAGGER = 40;

/**
 * Every unit belongs to a team with its own hours; within them half-hours of patrol and standby
 * alternate by chance, with a meal in the middle. Nobody begins or ends at the same minute.
 */
export function createRoster(offset: Offset, dice: Dice): Roster {
  return ({ id, rank }, t) => {
    const team = teams[rank % teams.length]!;
    const late = Math.floor(dice(`${id}/begin`) * STAGGER);
    const today = localDay(offset, t);
    // The shift of yesterday may still be running.
    for (const day of [today - 1, today]) {
      const instant = (minute: number) => day * DAY + minute * MINUTE - offset(t);
      const begin = instant(team.from + late);
      const end = instant(team.to + late);
      if (t < begin) return { reason: 'offduty', until: begin };
      if (t < end) return onDuty(id, begin, end, t);
    }
    const tomorrow = (today + 1) * DAY + (team.from + late) * MINUTE - offset(t);
    return { reason: 'offduty', until: tomorrow };
  };

  function onDuty(id: string, begin: number, end: number, t: number): Duty {
    const slot = Math.floor((t - begin) / (SLOT * MINUTE));
    const until = Math.min(end, begin + (slot + 1) * SLOT * MINUTE);
    const slots = Math.floor((end - begin) / (SLOT * MINUTE));
    const meal = Math.floor(slots * (0.35 + 0.3 * dice(`${id}/meal`)));
    if (slot === meal) return { reason: 'meal', until };
    const u = dice(`${id}/${begin}/${slot}`);
    return { reason: u < 0.62 ? 'patrol' : u < 0.96 ? 'standby' : 'refuel', until };
  }
}
