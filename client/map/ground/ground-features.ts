import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Lang } from '#client/words/shared/speech.ts';
import { nameIn } from '../names/name-in.ts';

type Properties = Record<string, string | number>;
export const collection = (features: Feature<Geometry, Properties>[]): FeatureCollection<Geometry, Properties> => ({
  type: 'FeatureCollection',
  features,
});

/** Rivers, parks, hills: areas where a ring is given, else lines with their width in metres. */
export function landFeatures(land: CityPack['land'], lang: Lang) {
  const features: Feature<Geometry, Properties>[] = [];
  for (const { id, class: kind, names, ring, line, width } of land) {
    const properties: Properties = { id, class: kind, width: width ?? 0, ...(names && { name: nameIn(names, lang) }) };
    if (ring) features.push({ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } });
    if (line) features.push({ type: 'Feature', properties, geometry: { type: 'LineString', coordinates: line } });
  }
  return collection(features);
}

export function streetFeatures(streets: CityPack['streets'], lang: Lang) {
  return collection(
    streets.map(({ id, class: kind, names, line }) => ({
      type: 'Feature',
      properties: { id, class: kind, ...(names && { name: nameIn(names, lang) }) },
      geometry: { type: 'LineString', coordinates: line },
    })),
  );
}

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
