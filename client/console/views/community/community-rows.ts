import type { AreaId } from '#data/contract/ids.ts';
import type { CityPack, Organisation } from '#data/contract/city-pack.ts';
import type { CommunityAnswer } from '#data/contract/desk-api.ts';
import type { Incident } from '#data/contract/incident.ts';
import { nextLimit } from '#data/rules/urgency.ts';
import type { Speech } from '#client/words/shared/speech.ts';

/** The communities within an area, or all; by what they lie in, then by name. */
export function communitiesWithin(
  { areas }: Pick<CityPack, 'areas'>,
  area: AreaId | undefined,
  say: Speech,
): { id: AreaId; name: string; within: string }[] {
  const parents = new Map(areas.map(({ id, parent }) => [id, parent]));
  const names = new Map(areas.map(({ id, names }) => [id, say.name(names)]));
  const above = (id: AreaId): string[] => {
    const parent = parents.get(id);
    return parent === undefined ? [] : [...above(parent), names.get(parent) ?? parent];
  };
  const isWithin = (id: AreaId | undefined): boolean =>
    area === undefined || (id !== undefined && (id === area || isWithin(parents.get(id))));
  return areas
    .filter(({ id, level }) => level === 'community' && isWithin(id))
    .map(({ id, names }) => ({ id, name: say.name(names), within: above(id).join(' › ') }))
    .toSorted((a, b) => a.within.localeCompare(b.within, say.lang) || a.name.localeCompare(b.name, say.lang));
}

export type IncidentLine = { incident: Incident; left: number | null };

/** The gravest first, then what runs out first. */
export function incidentLines(incidents: readonly Incident[], now: number): IncidentLine[] {
  return incidents
    .map((incident) => ({ incident, left: nextLimit(incident, now)?.left ?? null }))
    .toSorted((a, b) => a.incident.priority - b.incident.priority || (a.left ?? Infinity) - (b.left ?? Infinity));
}

/** The organisations of the community, as the pack has them, in the order of the answer. */
export function organisationsOf(
  answer: Pick<CommunityAnswer, 'organisations'>,
  all: readonly Organisation[],
): Organisation[] {
  const byId = new Map(all.map((each) => [each.id, each]));
  return answer.organisations.flatMap((id) => byId.get(id) ?? []);
}

/** Never "0.000": a small p is said to be small. */
export function pSaid(p: number, words: { pValue: (p: string) => string; pSmall: string }): string {
  return p < 0.001 ? words.pSmall : words.pValue(p.toFixed(3));
}
