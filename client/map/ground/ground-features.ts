import type { Feature, Geometry } from 'geojson';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Lang } from '#client/words/shared/speech.ts';
import { nameIn } from '../widget/name-in.ts';
import { collection } from '../widget/style.ts';

type Properties = Record<string, string | number>;

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
