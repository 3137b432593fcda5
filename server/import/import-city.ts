import type { CityPack } from '#data/contract/city-pack.ts';
import type { CellId } from '#data/contract/ids.ts';
import type { Areas } from '../city/areas.ts';
import type { Placing } from '../city/placing.ts';
import type { ImportCity } from './map-incident.ts';

/** What an import has to know of a city. */
export function importCity(pack: Pick<CityPack, 'city' | 'categories'>, areas: Areas, placing: Placing): ImportCity {
  const priorities = new Map<string, (typeof pack.categories.categories)[number]['priority']>(
    pack.categories.categories.map(({ id, priority }) => [id, priority]),
  );
  return {
    timeZone: pack.city.timeZone,
    reach: pack.city.reach,
    priorityOf: (category) => priorities.get(category),
    cellAt: placing.cellAt,
    hasCell: (id) => areas.cell(id as CellId) !== undefined,
    pathOf: areas.pathOf,
  };
}
