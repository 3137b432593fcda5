import type { Feature, Point } from 'geojson';
import { fromPanel, type MapWindow } from '../widget/map-window.ts';
import type { WrittenName } from './name-layout.ts';

export type NameFeature = Feature<Point, { id: string; kind: string; text: string; angle: number }>;

/** Written names as the map takes them: a point each, and how far the text is turned in degrees. */
export function nameFeatures(written: readonly WrittenName[], window: MapWindow): NameFeature[] {
  return written.map(({ id, kind, text, box }) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: fromPanel([box.x, box.y], window) },
    properties: { id, kind, text, angle: Math.round((box.angle * 1800) / Math.PI) / 10 },
  }));
}
