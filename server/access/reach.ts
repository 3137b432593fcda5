import type { CityPack } from '#data/contract/city-pack.ts';
import type { AreaId, PersonId, UnitId } from '#data/contract/ids.ts';
import type { PeopleRefusal } from './person-change.ts';
import type { PersonRecord } from './person-record.ts';
import type { Register } from './register.ts';

type Pack = Pick<CityPack, 'areas' | 'organisations'>;

/**
 * Why an admin may not make this of somebody; null: they may. Who is limited to an area makes nobody
 * who reaches further than they do, themselves included, and takes nobody's account who does.
 * @param by whoever gives the command, where it is a person
 * @param before null: somebody new
 */
export function beyondReach(
  by: PersonRecord | undefined,
  before: PersonRecord | null,
  next: PersonRecord,
  pack: Pack,
  register: Pick<Register, 'all'>,
): PeopleRefusal | null {
  const area = by?.area;
  if (area === undefined) return null;
  const isWithin = (of: AreaId | undefined) => of !== undefined && pathOf(of, pack).includes(area);

  if (before && !isWithin(before.area)) return refusal('works beyond your own area');
  if (before?.oversight && before.id !== by?.id) return refusal('has oversight, which is of the whole city');
  if (!isWithin(next.area)) return refusal('must lie within your own area', '/area');
  if (next.oversight && !before?.oversight) return refusal('is of the whole city: not yours to give', '/oversight');
  if (next.organisation !== undefined && next.organisation !== before?.organisation) {
    const organisation = pack.organisations.find(({ id }) => id === next.organisation);
    if (!isWithin(organisation?.area)) return refusal('must work within your own area', '/organisation');
  }
  if (next.unit !== undefined && next.unit !== before?.unit && !crewIsWithin(next.unit, area, pack, register, next.id))
    return refusal('works beyond your own area', '/unit');
  return null;
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
  register: Pick<Register, 'all'>,
  beside?: PersonId,
): boolean {
  const crew = register.all().filter((each) => each.unit === unit && each.id !== beside);
  const present = crew.filter(({ left }) => !left);
  const counted = present.length > 0 ? present : crew;
  return counted.length > 0 && counted.every(({ area: of }) => of !== undefined && pathOf(of, pack).includes(area));
}

function refusal(detail: string, pointer?: string): PeopleRefusal {
  return { status: 403, why: 'no-right', detail, ...(pointer !== undefined && { errors: [{ pointer, detail }] }) };
}

/** The area and all that it lies in. */
function pathOf(id: AreaId, { areas }: Pick<Pack, 'areas'>): AreaId[] {
  const path: AreaId[] = [];
  for (let at: AreaId | undefined = id; at !== undefined && !path.includes(at);) {
    path.push(at);
    at = areas.find((area) => area.id === at)?.parent;
  }
  return path;
}
