import type { Bulletin, BulletinShape } from '../contract/bulletin.ts';
import type { AreaId } from '../contract/ids.ts';
import type { Bounds, LonLat } from '../contract/place.ts';
import { isInRing } from '../kit/in-ring.ts';
import { metresBetween } from '../kit/metres.ts';
import { areasOfCell, type AreaPack } from './cell-areas.ts';

/** Where it says that it holds: shapes, and codes of whatever scheme. */
export type SaidWhere = { shapes: readonly BulletinShape[]; codes: readonly string[] };

/**
 * What of the city a bulletin names and touches. An area of the pack is named by its id, or by the
 * national code that it begins (`630102000000` is district `630102`). A cell is touched where its anchor lies in a
 * shape, or a corner or the centre of one in it. Who says nothing of where, or only codes that the pack does not know, means the whole city.
 */
export function bulletinAreas(
  { shapes, codes }: SaidWhere,
  pack: AreaPack,
): Pick<Bulletin, 'named' | 'areas' | 'elsewhere'> {
  const known = new Map(pack.areas.map((area) => [area.id as string, area]));
  const named = new Set<AreaId>();
  for (const code of codes) {
    const area = known.get(code) ?? known.get(code.replace(/(?:000)+$/, ''));
    if (area) named.add(area.id);
  }
  const touched = new Set<AreaId>(named);
  let isAll = named.size > 0 || shapes.length > 0;
  const said = shapes.map((shape) => ({ shape, points: pointsOf(shape), bounds: boundsOf(pointsOf(shape)) }));
  for (const cell of pack.cells) {
    const path = areasOfCell(cell.id, pack);
    const isTouched = path.some((area) => named.has(area)) || said.some((each) => touches(each, cell));
    if (isTouched) for (const area of path) touched.add(area);
    else isAll = false;
  }
  const elsewhere = shapes.length > 0 && touched.size === 0;
  return { named: [...named], areas: isAll ? [] : [...touched], elsewhere };
}

/** Small shapes hold no anchor: one that has a corner or its centre in the cell touches it as well. */
function touches({ shape, points, bounds }: SaidShape, { anchor, ring }: AreaPack['cells'][number]): boolean {
  // Nearly every corner lies far from nearly every cell: only what may be in one is held against its border.
  const box = boundsOf(ring);
  if ('ring' in shape && !meet(bounds, box)) return false;
  return holds(shape, anchor) || points.some((at) => isWithin(box, at) && isInRing(ring, at));
}

type SaidShape = { shape: BulletinShape; points: readonly LonLat[]; bounds: Bounds };

const pointsOf = (shape: BulletinShape): readonly LonLat[] => ('ring' in shape ? shape.ring : [shape.centre]);

function boundsOf(points: readonly LonLat[]): Bounds {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of points) {
    bounds[0] = Math.min(bounds[0], lon);
    bounds[1] = Math.min(bounds[1], lat);
    bounds[2] = Math.max(bounds[2], lon);
    bounds[3] = Math.max(bounds[3], lat);
  }
  return bounds;
}

const isWithin = ([west, south, east, north]: Bounds, [lon, lat]: LonLat) =>
  lon >= west && lon <= east && lat >= south && lat <= north;

const meet = (a: Bounds, b: Bounds) => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];

function holds(shape: BulletinShape, at: LonLat): boolean {
  return 'ring' in shape ? isInRing(shape.ring, at) : metresBetween(shape.centre, at) <= shape.km * 1000;
}
