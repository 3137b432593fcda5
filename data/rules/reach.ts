import type { CityPack } from '../contract/city-pack.ts';
import type { AreaId, PersonId, UnitId } from '../contract/ids.ts';
import type { Person } from '../contract/person.ts';

type Pack = Pick<CityPack, 'areas' | 'organisations'>;
/** Somebody who is yet to be registered has no id. */
type Placed = Pick<Person, 'area' | 'organisation' | 'unit' | 'oversight'> & { id?: PersonId };
type Crew = readonly Pick<Person, 'id' | 'area' | 'unit' | 'left'>[];

/** What is beyond an administrator, and the field that says so; without a pointer it is the person as they are. */
export type Beyond = { detail: string; pointer?: '/area' | '/organisation' | '/unit' | '/oversight' };

/**
 * Why an admin may not make this of somebody; nothing: they may. Who is limited to an area makes nobody
 * who reaches further than they do, themselves included, and takes nobody's account who does.
 * @param by whoever gives the command, where it is a person
 * @param before null: somebody new
 */
export function beyondReach(
  by: Pick<Person, 'id' | 'area'> | undefined,
  before: Placed | null,
  next: Placed,
  pack: Pack,
  people: Crew,
): Beyond[] {
  const area = by?.area;
  if (area === undefined) return [];
  const within = (of: AreaId | undefined) => isWithinArea(of, area, pack);
  const found: Beyond[] = [];

  if (before && !within(before.area)) found.push({ detail: 'works beyond your own area' });
  if (before?.oversight && before.id !== by?.id) found.push({ detail: 'has oversight, which is of the whole city' });
  if (!within(next.area)) found.push({ detail: 'must lie within your own area', pointer: '/area' });
  if (next.oversight && !before?.oversight)
    found.push({ detail: 'is of the whole city: not yours to give', pointer: '/oversight' });
  if (next.organisation !== undefined && next.organisation !== before?.organisation) {
    const organisation = pack.organisations.find(({ id }) => id === next.organisation);
    if (!within(organisation?.area)) found.push({ detail: 'must work within your own area', pointer: '/organisation' });
  }
  if (next.unit !== undefined && next.unit !== before?.unit && !crewIsWithin(next.unit, area, pack, people, next.id))
    found.push({ detail: 'works beyond your own area', pointer: '/unit' });
  return found;
}

/**
 * Whether all of a unit's crew works within an area. A unit goes everywhere and is where its crew is: those who belong
 * to it, or who last did. One that nobody has belonged to is the whole city's.
 * @param beside whoever is not counted as one of them
 */
export function crewIsWithin(
  unit: UnitId,
  area: AreaId,
  pack: Pick<Pack, 'areas'>,
  people: Crew,
  beside?: PersonId,
): boolean {
  const crew = people.filter((each) => each.unit === unit && each.id !== beside);
  const present = crew.filter(({ left }) => !left);
  const counted = present.length > 0 ? present : crew;
  return counted.length > 0 && counted.every(({ area: of }) => isWithinArea(of, area, pack));
}

/** Whether somebody's area is that one or lies in it; of the whole city nobody is within a part of it. */
export function isWithinArea(of: AreaId | undefined, area: AreaId, { areas }: Pick<Pack, 'areas'>): boolean {
  const path: AreaId[] = [];
  for (let at = of; at !== undefined && !path.includes(at);) {
    path.push(at);
    at = areas.find(({ id }) => id === at)?.parent;
  }
  return path.includes(area);
}
