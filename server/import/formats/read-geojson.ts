import type { Readable } from 'node:stream';
import { placeIn } from './place-in-geometry.ts';
import { readJson } from './read-json.ts';
import type { Cell, Column, FileRow } from './row.ts';

/**
 * The features of a FeatureCollection (RFC 7946): their properties by name, and `@lon`, `@lat` and `@id`
 * of the feature itself. A surface is the place of a point inside it. @throws {Error} in one line.
 */
export function readGeoJson(bytes: Readable, columns: readonly Column[], cell: Cell): AsyncGenerator<FileRow> {
  return readJson(bytes, { items: 'features', recordOf }, columns, cell);
}

function recordOf(feature: unknown): unknown {
  if (typeof feature !== 'object' || feature === null || !('type' in feature) || feature.type !== 'Feature')
    return undefined;
  const { id, geometry, properties } = feature as { id?: unknown; geometry?: unknown; properties?: unknown };
  const [lon, lat] = placeIn(geometry) ?? [];
  return { ...(typeof properties === 'object' && properties), '@id': id, '@lon': lon, '@lat': lat };
}
