import type { Area, CityPack } from '#data/contract/city-pack.ts';
import type { Bounds } from '#data/contract/place.ts';
import { catalogueFaults, quickAnswerFaults } from './check-catalogue.ts';
import type { Fault } from './fault.ts';

/** Every contradiction between the parts of a pack whose parts are each well formed. */
export function findFaults(pack: CityPack): Fault[] {
  return [
    ...cityFaults(pack),
    ...areaFaults(pack),
    ...cellFaults(pack),
    ...graphFaults(pack),
    ...landFaults(pack),
    ...staffFaults(pack),
    ...categoryFaults(pack),
    ...catalogueFaults(pack),
    ...quickAnswerFaults(pack),
  ];
}

function* cityFaults({ city }: CityPack): Iterable<Fault> {
  const file = 'city.json';
  if (!isTimeZone(city.timeZone)) yield { file, pointer: '/timeZone', detail: 'is not an IANA time zone' };
  for (const name of ['bounds', 'reach'] as const)
    if (!isOrdered(city[name])) yield { file, pointer: `/${name}`, detail: 'must be [west, south, east, north]' };
  if (!contains(city.reach, city.bounds)) yield { file, pointer: '/bounds', detail: 'must lie inside /reach' };
}

const parentLevel = { district: undefined, subdistrict: 'district', community: 'subdistrict' } as const;

function* areaFaults({ areas }: CityPack): Iterable<Fault> {
  const file = 'areas.json';
  const byId = new Map<string, Area>();
  for (const [i, area] of areas.entries()) {
    if (byId.has(area.id)) yield { file, pointer: `/${i}/id`, detail: 'is there twice' };
    byId.set(area.id, area);
  }
  for (const [i, area] of areas.entries()) {
    const pointer = `/${i}/parent`;
    const wanted = parentLevel[area.level];
    if (wanted === undefined) {
      if (area.parent !== undefined) yield { file, pointer, detail: 'a district has no parent' };
    } else if (area.parent === undefined || byId.get(area.parent)?.level !== wanted)
      yield { file, pointer, detail: `must name a ${wanted} of this file` };
  }
}

function* cellFaults({ areas, cells }: CityPack): Iterable<Fault> {
  const file = 'cells.json';
  const communities = new Set(areas.filter((area) => area.level === 'community').map((area) => area.id));
  const seen = new Set<string>();
  for (const [i, cell] of cells.entries()) {
    if (seen.has(cell.id)) yield { file, pointer: `/${i}/id`, detail: 'is there twice' };
    seen.add(cell.id);
    if (!communities.has(cell.community))
      yield { file, pointer: `/${i}/community`, detail: 'must name a community of areas.json' };
    if (!isClosed(cell.ring)) yield { file, pointer: `/${i}/ring`, detail: 'must end where it begins' };
  }
}

function* graphFaults({ graph }: CityPack): Iterable<Fault> {
  const known = (node: number) => node >= 0 && node < graph.nodes.length;
  for (const [i, [from, to]] of graph.edges.entries())
    if (!known(from) || !known(to))
      yield { file: 'graph.json', pointer: `/edges/${i}`, detail: `names a node outside 0…${graph.nodes.length - 1}` };
}

function* landFaults({ land }: CityPack): Iterable<Fault> {
  for (const [i, shape] of land.entries())
    if ((shape.line === undefined) === (shape.ring === undefined))
      yield { file: 'land.json', pointer: `/${i}`, detail: 'must have either a line or a ring' };
}

function* staffFaults({ areas, places, organisations }: CityPack): Iterable<Fault> {
  const known = new Set<string>(areas.map((area) => area.id));
  for (const [i, place] of places.entries())
    if (place.area !== undefined && !known.has(place.area))
      yield { file: 'places.json', pointer: `/${i}/area`, detail: 'must name an area of areas.json' };
  for (const [i, organisation] of organisations.entries())
    if (!known.has(organisation.area))
      yield { file: 'organisations.json', pointer: `/${i}/area`, detail: 'must name an area of areas.json' };
}

function* categoryFaults({ categories, services }: CityPack): Iterable<Fault> {
  const file = 'categories.json';
  const groups = new Set(categories.groups.map((group) => group.id));
  const crews = new Set(services.map((service) => service.id));
  const seen = new Set<string>();
  for (const [i, category] of categories.categories.entries()) {
    const at = `/categories/${i}`;
    if (seen.has(category.id)) yield { file, pointer: `${at}/id`, detail: 'is there twice' };
    seen.add(category.id);
    if (!groups.has(category.id.split('/')[0]!))
      yield { file, pointer: `${at}/id`, detail: 'must begin with a group of /groups' };
    for (const [j, service] of category.services.entries())
      if (!crews.has(service))
        yield { file, pointer: `${at}/services/${j}`, detail: 'must name a service of services.json' };
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const isOrdered = ([west, south, east, north]: Bounds) => west < east && south < north;

const contains = (outer: Bounds, inner: Bounds) =>
  outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];

function isClosed(ring: readonly (readonly [number, number])[]): boolean {
  const first = ring[0]!;
  const last = ring[ring.length - 1]!;
  return first[0] === last[0] && first[1] === last[1];
}
