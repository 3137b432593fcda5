import type { GeoJSONSourceSpecification, StyleSpecification } from 'maplibre-gl';
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { LayerStyle } from './layer.ts';

/**
 * All layers as one style: no glyphs, no sprite, nothing fetched. Images are added by whoever draws it.
 */
export function mapStyle(name: string, styles: readonly LayerStyle[]): StyleSpecification {
  return {
    version: 8,
    name,
    sources: Object.assign({}, ...styles.map(({ sources }) => sources)) as StyleSpecification['sources'],
    layers: styles.flatMap(({ layers }) => layers),
  };
}

type Properties = Record<string, string | number>;
export const collection = (features: Feature<Geometry, Properties>[]): FeatureCollection<Geometry, Properties> => ({
  type: 'FeatureCollection',
  features,
});

/** Ids are in the properties: as a tile's own feature id a text would be dropped. */
export function source(data: FeatureCollection = collection([])): GeoJSONSourceSpecification {
  return { type: 'geojson', data, promoteId: 'id' };
}
