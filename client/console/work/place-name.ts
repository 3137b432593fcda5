import type { Incident } from '#data/contract/incident.ts';
import type { ConsoleContext } from '../context.ts';

/** The smallest area that an incident lies in, as people say it. */
export function placeName(incident: Incident, { names, speech }: Pick<ConsoleContext, 'names' | 'speech'>): string {
  const smallest = incident.areas.at(-1);
  if (smallest !== undefined) return names.brief(smallest);
  return incident.offMap ? speech.words.incidents.offMap : speech.words.incidents.noArea;
}

/** `Chengxi, Xinghai Sub-district, Wenhui Community`: from large to small. */
export function wholePlace(incident: Incident, { names, speech }: Pick<ConsoleContext, 'names' | 'speech'>): string {
  const areas = incident.areas.map((id) => names.brief(id)).join(speech.lang === 'en' ? ', ' : ' ');
  return areas || placeName(incident, { names, speech });
}
