import type { Feature, LineString, Point } from 'geojson';
import { markName } from './incident-mark.ts';
import type { Mark } from './mark-layout.ts';

export type MarkFeature = Feature<Point | LineString, { id: string; icon?: string; sort?: number; more?: string }>;

/**
 * Marks as the map takes them: a point each with the name of its image, and a line back to the
 * incident's exact place where the mark had to step aside.
 */
export function markFeatures(marks: readonly Mark[]): MarkFeature[] {
  return marks.flatMap((mark) => {
    const point: MarkFeature = {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: mark.at },
      properties: {
        id: mark.id,
        icon: markName(mark),
        // Drawn in this order, so that the first priority is on top.
        sort: -mark.priority,
        ...(mark.more > 0 && { more: `+${mark.more}` }),
      },
    };
    if (!mark.exact || isSame(mark.at, mark.home)) return [point];
    return [point, leader(mark)];
  });
}

function leader({ id, at, home }: Mark): MarkFeature {
  return {
    type: 'Feature',
    geometry: { type: 'LineString', coordinates: [home, at] },
    properties: { id: `${id} leader` },
  };
}

/** Equal to a thousandth of a metre: places go through pixels and back. */
function isSame(a: readonly number[], b: readonly number[]): boolean {
  return Math.abs(a[0]! - b[0]!) < 1e-8 && Math.abs(a[1]! - b[1]!) < 1e-8;
}
