import type { CityPack } from '#data/contract/city-pack.ts';
import type { Inspection } from '#data/contract/grid.ts';
import type { CellId, InspectionId } from '#data/contract/ids.ts';
import { DAY, HOUR } from '#data/rules/civil-day.ts';
import { daysAllowed } from '#data/rules/visit-plan.ts';
import { localDay, zoneOffset } from '#data/rules/zone.ts';
import type { Areas } from '../../city/areas.ts';
import { spread, type Dice } from '../chance.ts';

/** A visit of a grid cell: when it falls due, and when somebody means to pay it. */
export type Visit = { inspection: Omit<Inspection, 'fellDue'>; fallsDue: number; meant: number };

export type VisitPlan = {
  /** The visits that fall due in (from, to], in order. */
  fallingDue(from: number, to: number): Visit[];
  /** The last visit that each cell was paid before `until`, by when it was paid. */
  lastPaid(until: number): Visit[];
  /** What had fallen due and was not yet paid at `until`. */
  stillDue(until: number): Visit[];
  /** The visit of that id; undefined when it is not of this plan. */
  visit(id: InspectionId): Visit | undefined;
};

/** Of the cells, the share that a checklist is meant for. */
const MEANT_FOR = 0.5;
/** Local hours. */
const BEGIN = 7.5;
const WORK = { from: 8, to: 18 };
/** Of the time allowed, what is usually used. */
const USED = 0.35;

/** How far back a cell's last visit is looked for. */
const LONGEST = 60 * DAY;

type Series = { cell: CellId; checklist: string; period: number; phase: number; morning: number };

/** Every cell comes up for each of its checklists once in so many days, at its own turn. */
export function createVisitPlan(pack: CityPack, areas: Areas, dice: Dice): VisitPlan {
  const offset = zoneOffset(pack.city.timeZone);
  const series = new Map<string, Series>();
  for (const { id: checklist, everyDays } of pack.checklists)
    for (const { id: cell } of pack.cells) {
      const key = `${checklist}:${cell}`;
      if (dice(`${key}/meant`) >= MEANT_FOR) continue;
      const period = Math.max(1, Math.round(everyDays));
      const phase = Math.floor(dice(`${key}/phase`) * period);
      series.set(key, { cell, checklist, period, phase, morning: (BEGIN + 3 * dice(`${key}/morning`)) * HOUR });
    }

  return {
    fallingDue,
    lastPaid(until) {
      const last = new Map<CellId, Visit>();
      const paid = fallingDue(until - LONGEST, until).filter(({ meant }) => meant <= until);
      for (const visit of paid.sort((a, b) => a.meant - b.meant)) last.set(visit.inspection.cell, visit);
      return [...last.values()].sort((a, b) => a.meant - b.meant);
    },
    stillDue: (until) => fallingDue(until - LONGEST, until).filter(({ meant }) => meant > until),
    visit(id) {
      const cut = id.lastIndexOf(':');
      const found = series.get(id.slice(0, cut));
      return found && visitOn(found, Number.parseInt(id.slice(cut + 1), 36));
    },
  };

  function fallingDue(from: number, to: number): Visit[] {
    const due: Visit[] = [];
    for (let day = localDay(offset, from); day <= localDay(offset, to); day++)
      for (const each of series.values()) {
        if (day % each.period !== each.phase) continue;
        const visit = visitOn(each, day);
        if (from < visit.fallsDue && visit.fallsDue <= to) due.push(visit);
      }
    return due.sort((a, b) => a.fallsDue - b.fallsDue);
  }

  function visitOn({ cell, checklist, period, morning }: Series, day: number): Visit {
    const id = `${checklist}:${cell}:${day.toString(36)}` as InspectionId;
    const fallsDue = Math.round(instant(day, morning));
    const allowed = daysAllowed(period) * DAY;
    const meant = inWorkingHours(fallsDue + spread(USED, dice(`${id}/meant`), 0.33) * allowed, dice(`${id}/hour`));
    const due = instant(localDay(offset, fallsDue + allowed), WORK.to * HOUR);
    return { inspection: { id, cell, areas: [...areas.pathOf(cell)], checklist, due }, fallsDue, meant };
  }

  function inWorkingHours(t: number, u: number): number {
    const day = localDay(offset, t);
    const hour = (t + offset(t) - day * DAY) / HOUR;
    if (hour >= WORK.from && hour < WORK.to) return Math.round(t);
    return Math.round(instant(hour < WORK.from ? day : day + 1, (WORK.from + 3 * u) * HOUR));
  }

  /** The instant of a local time of day, to within the hour that a change of clocks is off. */
  function instant(day: number, timeOfDay: number): number {
    const local = day * DAY + timeOfDay;
    return local - offset(local);
  }
}
