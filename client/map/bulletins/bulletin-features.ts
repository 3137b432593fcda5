import type { Feature, Polygon } from 'geojson';
import type { Bulletin, BulletinShape } from '#data/contract/bulletin.ts';
import type { DrawnCity } from '#data/contract/city-pack.ts';
import type { LonLat } from '#data/contract/place.ts';
import { METRES_PER_DEGREE } from '#data/kit/metres.ts';
import { areasOfCell } from '#data/rules/cell-areas.ts';

type BulletinFeature = Feature<Polygon, { id: string; edge: number }>;

const CORNERS = 72;

/** Where bulletins hold: their shapes with an edge, and the cells of the areas that they name without one. */
export function bulletinFeatures(
  bulletins: readonly Bulletin[],
  pack: Pick<DrawnCity, 'areas' | 'cells'>,
): BulletinFeature[] {
  const named = new Set(bulletins.flatMap((row) => row.named));
  const cells =
    named.size === 0 ? [] : pack.cells.filter(({ id }) => areasOfCell(id, pack).some((area) => named.has(area)));
  return [
    ...cells.map(({ id, ring }) => featureOf(`cell ${id}`, ring, 0)),
    ...bulletins.flatMap(({ id, shapes }) => shapes.map((shape, i) => featureOf(`${id} ${i}`, ringOf(shape), 1))),
  ];
}

const featureOf = (id: string, ring: LonLat[], edge: number): BulletinFeature => ({
  type: 'Feature',
  properties: { id, edge },
  geometry: { type: 'Polygon', coordinates: [ring] },
});

function ringOf(shape: BulletinShape): LonLat[] {
  if ('ring' in shape) return shape.ring;
  const {
    centre: [lon, lat],
    km,
  } = shape;
  const degrees = (km * 1000) / METRES_PER_DEGREE;
  const ring = Array.from({ length: CORNERS }, (_, i): LonLat => {
    const angle = (2 * Math.PI * i) / CORNERS;
    return [
      lon + (degrees * Math.cos(angle)) / Math.cos((lat * Math.PI) / 180),
      Math.max(-90, Math.min(90, lat + degrees * Math.sin(angle))),
    ];
  });
  return [...ring, ring[0]!];
}
