import type { CityPack } from '../contract/city-pack.ts';
import type { AreaId, CellId } from '../contract/ids.ts';
import type { Unit } from '../contract/unit.ts';
import { alarmOf, type Condition } from './alarm-identity.ts';
import { areasOfCell, type AreaPack } from './cell-areas.ts';
import { MINUTE } from './civil-day.ts';

/**
 * A sub-district is not covered while no free unit of a service that is sent first to priority 1
 * could be at more than half of its cells in time. So is a district, by all its cells. In time is
 * the shortest limit for attending priority 1 in the city pack; `minutes` where it sets none.
 */
export const coverageRule = { minutes: 15, share: 0.5, oldestFix: 15 * MINUTE } as const;

/** In how many minutes somebody should be there. */
export function minutesToAttend({ categories }: Pick<CityPack, 'categories'>): number {
  const limits = categories.categories.flatMap(({ priority, limits: { attend } }) => {
    if (priority !== 1 || !attend) return [];
    return attend.unit === 'minutes' ? [attend.amount] : attend.unit === 'hours' ? [60 * attend.amount] : [];
  });
  return limits.length > 0 ? Math.min(...limits) : coverageRule.minutes;
}

/** The services that are sent first to what is of priority 1. */
export function firstServices({ categories }: Pick<CityPack, 'categories'>): ReadonlySet<string> {
  return new Set(categories.categories.filter(({ priority }) => priority === 1).map(({ services }) => services[0]!));
}

/** Whether a unit counts: it could go at once, and we know where it is. */
export function covers(unit: Unit, services: ReadonlySet<string>, fixAgeMs: number | null): boolean {
  const { availability, incident, contact, service } = unit;
  if (!services.has(service) || availability === 'unavailable' || incident !== undefined) return false;
  return contact !== 'offline' && fixAgeMs !== null && fixAgeMs <= coverageRule.oldestFix;
}

/** Where nobody would come in time. `seconds` = to a cell's anchor from the nearest unit; null: no way. */
export function coverageGaps(
  seconds: (cell: CellId) => number | null,
  pack: AreaPack & Pick<CityPack, 'categories'>,
  now: number,
  exercise: boolean,
): Condition[] {
  const minutes = minutesToAttend(pack);
  const level = new Map(pack.areas.map((area) => [area.id, area.level]));
  const counts = new Map<AreaId, { cells: number; far: number; nearest: number; path: AreaId[] }>();
  for (const { id } of pack.cells) {
    const way = seconds(id);
    const far = way === null || way > minutes * 60;
    const path = areasOfCell(id, pack);
    for (const area of path) {
      if (level.get(area) === 'community') continue;
      let count = counts.get(area);
      if (!count) {
        count = { cells: 0, far: 0, nearest: Infinity, path: path.slice(0, path.indexOf(area) + 1) };
        counts.set(area, count);
      }
      count.cells++;
      if (far) count.far++;
      count.nearest = Math.min(count.nearest, way ?? Infinity);
    }
  }
  const gaps: Condition[] = [];
  for (const [area, { cells, far, nearest, path }] of counts) {
    if (far <= cells * coverageRule.share) continue;
    const figures = {
      minutes,
      cells,
      far,
      ...(Number.isFinite(nearest) && { nearest: Math.ceil(nearest / 60) }),
    };
    const priority = level.get(area) === 'district' ? 2 : 3;
    const alarm = alarmOf('coverage-gap', { kind: 'area', id: area }, priority, path, { figures });
    gaps.push({ alarm, since: now, exercise });
  }
  return gaps;
}
