import type { Board } from '../contract/board.ts';
import type { CityPack } from '../contract/city-pack.ts';
import type { AreaId } from '../contract/ids.ts';
import type { OpenCounts } from '../contract/open-counts.ts';
import { isExercise } from './exercise.ts';
import { isWithin } from './area-limit.ts';

type CountedPack = Pick<CityPack, 'areas' | 'categories'>;

/**
 * How much is open, for the public: by group, never by category, and without every case that may be in a home,
 * whether its category says so now or did when it was reported.
 * @param area counts of this area only.
 */
export function openCounts(board: Board, { areas, categories }: CountedPack, area?: AreaId): Omit<OpenCounts, 'asOf'> {
  const homes = new Set<string>(categories.categories.filter(({ dwelling }) => dwelling).map(({ id }) => id));
  const groupOf = (category: string) => category.split('/', 1)[0]!;
  const outside = new Set(categories.categories.filter(({ id }) => !homes.has(id)).map(({ id }) => groupOf(id)));
  const byGroup = new Map<string, number>();
  const byDistrict = new Map<string, number>();
  const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const incident of board.incidents.values()) {
    if (incident.dwelling || homes.has(incident.category)) continue;
    if (area !== undefined && !isWithin(incident.areas, area)) continue;
    count(byGroup, groupOf(incident.category));
    for (const id of incident.areas) count(byDistrict, id);
  }
  return {
    exercise: isExercise(board),
    groups: categories.groups
      .filter(({ id }) => outside.has(id))
      .map(({ id }) => ({ group: id, open: byGroup.get(id) ?? 0 })),
    districts: areas
      .filter(({ level }) => level === 'district')
      .map(({ id }) => ({ district: id, open: byDistrict.get(id) ?? 0 })),
  };
}
