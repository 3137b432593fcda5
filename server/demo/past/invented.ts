import type { Report } from '#data/contract/api.ts';
import type { CityPack, GridCell, Names } from '#data/contract/city-pack.ts';
import type { LonLat } from '#data/contract/place.ts';
import { isInRing } from '#data/kit/in-ring.ts';
import { metresBetween } from '#data/kit/metres.ts';
import type { Arrival } from './arrivals.ts';
import type { Dice } from '../chance.ts';
import { DEMO_SOURCE } from '../exercise.ts';
import { spokenIn } from '../spoken.ts';

/** Puts what happens into the words of a caller. */
export type Teller = (arrival: Arrival) => Report;

const accounts = [
  'Began about half an hour ago, nobody is hurt.',
  'The caller waits at the place and can be rung.',
  'The third time this month, says the caller.',
  'Several residents have rung about the same.',
  'Seen from the street; the caller has gone on.',
  'The neighbours have tried to help themselves.',
];
/** Found by our own people rather than reported. */
const DISCOVERED = 0.15;
const WITHOUT_CONTACT = 0.2;

/** Everything it says is made up and says so; the numbers are of the range kept free for fiction. */
export function createTeller(pack: CityPack, dice: Dice): Teller {
  const { both, line } = spokenIn(pack);
  const addressIn = ({ en, zh = en }: Names, house: number) =>
    both({ en: `${en} ${house} (invented)`, zh: `${zh}${house}号（虚构）` });
  const named = pack.streets.filter(({ names }) => names !== undefined);

  return ({ ref, at, category, cell }) => {
    const u = (what: string) => dice(`${ref}/${what}`);
    const place = placeIn(pack.cells[cell]!, (i) => dice(`${ref}/place/${i}`));
    const street = nearestStreet(place);
    const discovered = u('mode') < DISCOVERED;
    const number = 1 + Math.floor(u('caller') * 99);
    return {
      source: DEMO_SOURCE,
      sourceRef: ref,
      category: category.id,
      title: both({
        en: `Exercise: ${[category.names.en, ...(street ? [street.en] : [])].join(', ')}`,
        zh: `演练：${[category.names, ...(street ? [street] : [])].map(({ en, zh = en }) => zh).join('，')}`,
      }),
      description: line(`Exercise, not a real event. ${accounts[Math.floor(u('account') * accounts.length)]}`),
      location: { type: 'Point', coordinates: place },
      ...(street && { address: addressIn(street, 1 + Math.floor(u('house') * 200)) }),
      reportedAt: new Date(at).toISOString(),
      mode: discovered ? 'discovered' : 'reported',
      ...(!discovered &&
        u('contact') >= WITHOUT_CONTACT && {
          contact: {
            name: both({ en: `Exercise Caller ${number}`, zh: `演练来电人${number}` }),
            phone: `555-01${String(number).padStart(2, '0')}`,
          },
        }),
    };
  };

  function nearestStreet(at: LonLat): Names | undefined {
    let nearest: Names | undefined;
    let least = Infinity;
    for (const { names, line } of named)
      for (const point of line) {
        const metres = metresBetween(point, at);
        if (metres < least) [nearest, least] = [names!, metres];
      }
    return nearest;
  }
}

const TRIES = 20;

/** A place in a cell; where it stands for itself when chance does not find one. */
function placeIn({ ring, anchor }: GridCell, chance: (i: number) => number): LonLat {
  const lons = ring.map(([lon]) => lon);
  const lats = ring.map(([, lat]) => lat);
  const between = (values: number[], u: number) =>
    Math.min(...values) + u * (Math.max(...values) - Math.min(...values));
  for (let i = 0; i < TRIES; i++) {
    const at: LonLat = [round(between(lons, chance(2 * i))), round(between(lats, chance(2 * i + 1)))];
    if (isInRing(ring, at)) return at;
  }
  return anchor;
}

const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
