import type { CellCounts, Checklist, CityPack, GridCell } from '../contract/city-pack.ts';
import type { Inspection } from '../contract/grid.ts';
import type { CellId, InspectionId } from '../contract/ids.ts';
import type * as z from 'zod';
import { areasOfCell, type AreaPack } from './cell-areas.ts';
import { DAY, HOUR } from './civil-day.ts';
import { instantOf, localDay, zoneOffset } from './zone.ts';

export type VisitPack = AreaPack & Pick<CityPack, 'checklists'> & { city: Pick<CityPack['city'], 'timeZone'> };

/** One checklist of one cell, and how often it comes round there. */
export type Round = { cell: CellId; checklist: Checklist['id']; days: number };

/** Twice the usual count comes round this many times as often; and never beyond these bounds. */
const MORE_OFTEN = Math.SQRT2;
const MOST_OFTEN = 2;
const LEAST_OFTEN = 0.5;
/** Visits fall due at the beginning of a working day, and are to be paid by the end of one. */
const BEGIN = 8 * HOUR;
const END = 18 * HOUR;
/** A fall this far back is still caught up with. */
const CATCH_UP_DAYS = 7;

/**
 * Which checklists a cell has and how often each comes round, from its counts alone. A checklist
 * that is about a count (`per`) is for the cells that have any of it: at `everyDays` where the cell
 * has as many as half of those cells, more often where it has more, within half and twice as often.
 */
export function roundsOf({ cells, checklists }: Pick<VisitPack, 'cells' | 'checklists'>): Round[] {
  return checklists.flatMap(({ id: checklist, everyDays, per }) => {
    const usual = per === undefined ? NaN : usualCount(cells, per);
    return cells.flatMap(({ id: cell, counts }) => {
      const count = per === undefined ? counts.households : counts[per];
      if (count === 0) return [];
      const often = per === undefined ? 1 : MORE_OFTEN ** Math.log2(count / usual);
      const days = Math.round(everyDays / Math.min(MOST_OFTEN, Math.max(LEAST_OFTEN, often)));
      return [{ cell, checklist, days: Math.max(1, days) }];
    });
  });
}

/**
 * When a round falls due next: so many days after its last visit, or, where there has been none,
 * on its own day within the first period after the day of `since`, so that not all of a city fall
 * due at once, and none before there was anybody to pay it.
 */
export function nextFall(
  round: Round,
  last: number | undefined,
  { now, since }: { now: number; since: number },
  timeZone: string,
): number {
  const offset = zoneOffset(timeZone);
  const at = (day: number) => instantOf(offset, day * DAY + BEGIN);
  if (last !== undefined) return at(localDay(offset, last) + round.days);
  const caughtUp = localDay(offset, now) - Math.min(CATCH_UP_DAYS, round.days - 1);
  const from = Math.max(localDay(offset, since) + 1, caughtUp);
  const turn = phaseOf(round) % round.days;
  return at(from + ((((turn - from) % round.days) + round.days) % round.days));
}

/** The visit that fell due at `fall`; the same one whoever works it out. */
export function visitOf(round: Round, fall: number, pack: VisitPack): Omit<Inspection, 'fellDue'> {
  const offset = zoneOffset(pack.city.timeZone);
  const day = localDay(offset, fall);
  const id = `${round.checklist}:${round.cell}:${day.toString(36)}`.slice(0, 64) as InspectionId;
  const due = instantOf(offset, (day + daysAllowed(round.days)) * DAY + END);
  return { id, cell: round.cell, areas: areasOfCell(round.cell, pack), checklist: round.checklist, due };
}

/** Days to pay a visit that comes round every `days`: a fifth of them, from one to five. */
export function daysAllowed(days: number): number {
  return Math.min(5, Math.max(1, Math.round(days / 5)));
}

/** What half of the cells that have any have at most. */
function usualCount(cells: readonly Pick<GridCell, 'counts'>[], per: keyof z.infer<typeof CellCounts>): number {
  const counts = cells.map(({ counts: of }) => of[per]).filter((count) => count > 0);
  return counts.sort((a, b) => a - b)[Math.floor((counts.length - 1) / 2)] ?? NaN;
}

/** The turn of a round that has not begun: from its names alone, evenly spread (FNV-1a). */
function phaseOf({ cell, checklist }: Round): number {
  let hash = 2166136261;
  for (const letter of `${checklist}:${cell}`) hash = Math.imul(hash ^ letter.codePointAt(0)!, 16777619);
  return (hash ^ (hash >>> 15)) >>> 0;
}
