import type { CityPack, Organisation } from '../contract/city-pack.ts';
import type { Incident } from '../contract/incident.ts';

/** The four of a community that work on a case together; who is asked first leads. */
const four = ['neighbourhood-committee', 'party-branch', 'owners-committee', 'property-company'] as const;

/** Those of the four that the incident's community has and nobody has asked yet, in the order in which they are asked. */
export function fourStillToAsk(
  { areas, tasks = [] }: Pick<Incident, 'areas' | 'tasks'>,
  { organisations }: Pick<CityPack, 'organisations'>,
): Organisation[] {
  const community = areas.at(-1);
  const asked = new Set<string>(tasks.map(({ organisation }) => organisation));
  const there = organisations.filter(({ id, area }) => area === community && !asked.has(id));
  return four.flatMap((kind) => there.filter((each) => each.class === kind));
}
