import type { CityPack } from '#data/contract/city-pack.ts';
import type { AreaId } from '#data/contract/ids.ts';

type Areas = CityPack['areas'];

/** The area of that level which holds `area`, itself included. */
export function areaAt(level: Areas[number]['level'], areas: Areas): (area: AreaId) => AreaId | undefined {
  const byId = new Map(areas.map((area) => [area.id, area]));
  return (id) => {
    let area = byId.get(id);
    while (area && area.level !== level) area = area.parent === undefined ? undefined : byId.get(area.parent);
    return area?.id;
  };
}
