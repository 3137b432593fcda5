import type { CityPack } from '#data/contract/city-pack.ts';
import type { Unit } from '#data/contract/unit.ts';
import type { Speech } from './speech.ts';

/** Whoever is called: where its service is not known, any of the city's may be in its call sign. */
export type Called = Pick<Unit, 'callSign'> & { id: string; service?: string | undefined };

/** A call sign that is the short name of the crew's service and a number, in the language of the screen; else as it is. */
export function callSigns(services: CityPack['services'], say: Speech): (unit: Called) => string {
  const signs = services.map(({ id, short }) => ({
    id,
    own: say.name(short),
    names: [short.en, short.zh].filter((name) => name !== undefined),
  }));
  return ({ id, callSign, service }) => {
    if (callSign === undefined) return id;
    for (const each of signs) {
      if (service !== undefined && service !== each.id) continue;
      const name = each.names.find((one) => callSign.startsWith(one) && /^[ -]?\d+$/.test(callSign.slice(one.length)));
      if (name !== undefined) return each.own + callSign.slice(name.length);
    }
    return callSign;
  };
}
