import type { CityPack } from '#data/contract/city-pack.ts';
import type { AreaId } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import { byUrgency } from '#data/rules/urgency.ts';

/** Null: off the map or without a place. */
export type DistrictRows = { district: AreaId | null; rows: Incident[] };

/** What the map would show, for a screen that cannot draw one: each district's incidents, the most urgent first. */
export function openByDistrict(incidents: Iterable<Incident>, areas: CityPack['areas'], now: number): DistrictRows[] {
  const districts = new Set(areas.filter(({ level }) => level === 'district').map(({ id }) => id));
  const groups = Map.groupBy(byUrgency(incidents, now), (row) => row.areas.find((id) => districts.has(id)) ?? null);
  return [...groups].map(([district, rows]) => ({ district, rows }));
}
