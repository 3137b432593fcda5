import type { Bulletin, BulletinShape } from '../contract/bulletin.ts';
import type { AreaId } from '../contract/ids.ts';
import type { LonLat } from '../contract/place.ts';
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
  for (const cell of pack.cells) {
    const path = areasOfCell(cell.id, pack);
    const isTouched = path.some((area) => named.has(area)) || shapes.some((shape) => touches(shape, cell));
    if (isTouched) for (const area of path) touched.add(area);
    else isAll = false;
  }
  const elsewhere = shapes.length > 0 && touched.size === 0;
  return { named: [...named], areas: isAll ? [] : [...touched], elsewhere };
}

/** Small shapes hold no anchor: one that has a corner or its centre in the cell touches it as well. */
function touches(shape: BulletinShape, { anchor, ring }: AreaPack['cells'][number]): boolean {
  const points = 'ring' in shape ? shape.ring : [shape.centre];
  return holds(shape, anchor) || points.some((at) => isInRing(ring, at));
}

function holds(shape: BulletinShape, at: LonLat): boolean {
  return 'ring' in shape ? isInRing(shape.ring, at) : metresBetween(shape.centre, at) <= shape.km * 1000;
}
