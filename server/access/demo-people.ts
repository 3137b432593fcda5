import type { CityPack } from '#data/contract/city-pack.ts';
import { OrganisationId, PersonId, type UnitId } from '#data/contract/ids.ts';
import type { Person } from '#data/contract/person.ts';
import { hashPassword } from './password.ts';
import type { Register } from './register.ts';

/** Everybody's, in the demo; refused everywhere else. */
export const DEMO_PASSWORD = 'demo';

/** In the order in which they are offered. */
export const demoNames = [
  'supervisor',
  'supervisor2',
  'officer',
  'analyst',
  'admin',
  'mediator',
  'mediator2',
  'community',
  'auditor',
] as const;

/** Where the demo city plays: the officer is the crew of the first police unit. */
type DemoUnit = { id: UnitId; service: string };

/** Who can be signed in as in the demo city, by id `demo-NAME`. */
export function demoPeople(pack: Pick<CityPack, 'areas' | 'organisations'>, units: readonly DemoUnit[]): Person[] {
  const unit = (units.find(({ service }) => service === 'police') ?? units[0])?.id;
  const community = pack.areas.find(({ level }) => level === 'community')?.id;
  type Organisation = CityPack['organisations'][number];
  const of = (one: Organisation['class'], area?: string) => {
    const found = pack.organisations.find(
      (other) => other.class === one && (area === undefined || other.area === area),
    );
    return found ? { organisation: OrganisationId.parse(found.id) } : {};
  };
  const mediates = of('dispute-station');
  const person = (name: (typeof demoNames)[number], role: Person['role'], more: Partial<Person> = {}): Person => ({
    id: PersonId.parse(`demo-${name}`),
    name,
    role,
    oversight: false,
    left: false,
    ...more,
  });
  return [
    person('supervisor', 'supervisor'),
    person('supervisor2', 'supervisor'),
    person('officer', 'officer', { ...of('agency'), ...(unit !== undefined && { unit }) }),
    person('analyst', 'analyst'),
    person('admin', 'admin'),
    person('mediator', 'officer', mediates),
    person('mediator2', 'officer', mediates),
    person('community', 'officer', {
      ...of('community-police', community),
      ...(community !== undefined && { area: community }),
    }),
    person('auditor', 'analyst', { oversight: true }),
  ];
}

/** Puts them into a register that is empty; leaves any other alone. */
export async function registerDemo(register: Register, people: readonly Person[]): Promise<void> {
  if (register.all().length > 0) return;
  const password = await hashPassword(DEMO_PASSWORD);
  for (const person of people) await register.put({ ...person, password, enrolBy: 0, generation: 0, demo: true });
}
