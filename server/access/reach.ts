import type { CityPack } from '#data/contract/city-pack.ts';
import type { AreaId } from '#data/contract/ids.ts';
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
  if (
    next.unit !== undefined &&
    next.unit !== before?.unit &&
    !crewOf(next, register).every(({ area: of }) => isWithin(of))
  )
    return refusal('works beyond your own area', '/unit');
  return null;
}

/**
 * A unit goes everywhere and is where its crew is: those who belong to it beside this person, or who last did. One that
 * nobody has belonged to is the whole city's.
 */
function crewOf({ id, unit }: PersonRecord, register: Pick<Register, 'all'>): Pick<PersonRecord, 'area'>[] {
  const crew = register.all().filter((each) => each.unit === unit && each.id !== id);
  const present = crew.filter(({ left }) => !left);
  if (present.length > 0) return present;
  return crew.length > 0 ? crew : [{}];
}

function refusal(detail: string, pointer?: string): PeopleRefusal {
  return { status: 403, why: 'no-right', detail, ...(pointer !== undefined && { errors: [{ pointer, detail }] }) };
}

/** The area and all that it lies in. */
function pathOf(id: AreaId, { areas }: Pack): AreaId[] {
  const path: AreaId[] = [];
  for (let at: AreaId | undefined = id; at !== undefined && !path.includes(at);) {
    path.push(at);
    at = areas.find((area) => area.id === at)?.parent;
  }
  return path;
}
