import type { Board } from '#data/contract/board.ts';
import type { CityPack, Names } from '#data/contract/city-pack.ts';
import type { AreaId } from '#data/contract/ids.ts';
import type { Priority } from '#data/contract/incident.ts';
import { isHandled } from '#data/rules/urgency.ts';

/** Open incidents of one area, by priority; `names` null: off the map or without a place. */
export type Tally = { id: string; names: Names | null; byPriority: Record<Priority, number>; open: number };
/** A district and its communities; those without an open incident are left out. */
export type DistrictTally = Tally & { communities: Tally[] };

/** What the map would show, for a screen that cannot draw one: every district, the most urgent first. */
export function tallyByDistrict(incidents: Board['incidents'], areas: CityPack['areas']): DistrictTally[] {
  const byId = new Map(areas.map((area) => [area.id, area]));
  const districts = new Map<string, DistrictTally>();
  const communities = new Map<string, Map<string, Tally>>();
  for (const area of areas)
    if (area.level === 'district') districts.set(area.id, { ...emptyTally(area.id, area.names), communities: [] });

  for (const incident of incidents.values()) {
    if (isHandled(incident)) continue;
    const named = (level: 'district' | 'community') =>
      incident.areas.map((id: AreaId) => byId.get(id)).find((area) => area?.level === level);
    const district = named('district');
    const community = named('community');
    const id = district?.id ?? '';
    if (!districts.has(id)) districts.set(id, { ...emptyTally(id, null), communities: [] });
    count(districts.get(id)!, incident.priority);
    if (!community) continue;
    const own = communities.get(id) ?? new Map<string, Tally>();
    communities.set(id, own);
    if (!own.has(community.id)) own.set(community.id, emptyTally(community.id, community.names));
    count(own.get(community.id)!, incident.priority);
  }
  for (const [id, own] of communities) districts.get(id)!.communities = [...own.values()].sort(byUrgency);
  return [...districts.values()].sort(byUrgency);
}

const emptyTally = (id: string, names: Names | null): Tally => ({
  id,
  names,
  byPriority: { 1: 0, 2: 0, 3: 0, 4: 0 },
  open: 0,
});

function count(tally: Tally, priority: Priority) {
  tally.byPriority[priority]++;
  tally.open++;
}

function byUrgency(a: Tally, b: Tally): number {
  for (const priority of [1, 2, 3, 4] as const) {
    const more = b.byPriority[priority] - a.byPriority[priority];
    if (more !== 0) return more;
  }
  return a.id < b.id ? -1 : 1;
}
