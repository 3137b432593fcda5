import type { CityPack } from '#data/contract/city-pack.ts';
import type { Lang } from '#client/words/shared/speech.ts';
import { nameIn } from '../widget/name-in.ts';
import { collection } from '../widget/style.ts';

/** What somebody in a command centre looks for first, first. */
const placeRank: Record<CityPack['places'][number]['class'], number> = {
  'command-centre': 0,
  station: 1,
  hospital: 2,
  police: 3,
  'dispute-station': 4,
  government: 5,
  square: 6,
  museum: 7,
  temple: 8,
  mosque: 9,
  market: 10,
  school: 11,
};

export function placeFeatures(places: CityPack['places'], lang: Lang) {
  return collection(
    places.map(({ id, class: kind, names, at }) => ({
      type: 'Feature',
      properties: { id, class: kind, rank: placeRank[kind], name: nameIn(names, lang) },
      geometry: { type: 'Point', coordinates: at },
    })),
  );
}
