import type { GeoJSONSourceSpecification, StyleSpecification } from 'maplibre-gl';
import type { FeatureCollection } from 'geojson';
import type { CityPack } from '#data/contract/city-pack.ts';
import { areaNames, cellFeatures, districtEdges } from '../ground/area-features.ts';
import type { Draught } from './draught.ts';
import { gridLayers } from '../grid/grid-layers.ts';
import { groundLayers } from '../ground/ground-layers.ts';
import { collection, landFeatures, placeFeatures, streetFeatures } from '../ground/ground-features.ts';
import { incidentLayers } from '../incidents/incident-layers.ts';
import { labelLayers } from '../names/label-layers.ts';
import type { Lang } from '#client/words/shared/speech.ts';

/** The layer that units are drawn below: whatever needs somebody stands above who can be sent. */
export const ABOVE_UNITS = 'incident-leader';

/**
 * The whole map as one style over the city pack: no glyphs, no sprite, nothing fetched. Its images
 * (`hatch-*`, `mark-*`, `place-*`) are added by whoever draws it (images.ts).
 */
export function mapStyle(pack: CityPack, lang: Lang, draught: Draught): StyleSpecification {
  const { city, land, streets, cells, areas, places } = pack;
  return {
    version: 8,
    name: city.id,
    sources: {
      land: source(landFeatures(land, lang)),
      streets: source(streetFeatures(streets, lang)),
      cells: source(cellFeatures(cells)),
      'district-edges': source(districtEdges(cells, areas)),
      'area-names': source(areaNames(cells, areas, lang)),
      places: source(placeFeatures(places, lang)),
      names: source(collection([])),
      incidents: source(collection([])),
    },
    layers: [
      ...groundLayers(draught, city.center[1]),
      ...gridLayers(draught),
      ...labelLayers(draught),
      ...incidentLayers(draught),
    ],
  };
}

/** Ids are in the properties: as a tile's own feature id a text would be dropped. */
function source(data: FeatureCollection): GeoJSONSourceSpecification {
  return { type: 'geojson', data, promoteId: 'id' };
}
