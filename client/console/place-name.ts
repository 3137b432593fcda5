import type { Incident } from '#data/contract/incident.ts';
import type { ConsoleContext } from './context.ts';

/** The smallest area that an incident lies in, as people say it. */
export function placeName(incident: Incident, { names, say }: Pick<ConsoleContext, 'names' | 'say'>): string {
  const smallest = incident.areas.at(-1);
  if (smallest !== undefined) return names.brief(smallest);
  return incident.offMap ? say.words.incidents.offMap : say.words.incidents.noArea;
}

/** `Chengxi, Xinghai Sub-district, Wenhui Community`: from large to small. */
export function wholePlace(incident: Incident, { names, say }: Pick<ConsoleContext, 'names' | 'say'>): string {
  const areas = incident.areas.map((id) => names.brief(id)).join(say.lang === 'en' ? ', ' : ' ');
  return areas || placeName(incident, { names, say });
}
