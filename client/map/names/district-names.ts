import type { CityPack } from '#data/contract/city-pack.ts';
import type { AreaId } from '#data/contract/ids.ts';
import { areaAt } from '../ground/area-at.ts';
import type { TextSize } from './line-names.ts';
import { onPanel, type MapWindow, type Pixel } from '../widget/map-window.ts';
import type { NameBox } from './name-box.ts';
import { openGround, type Box } from '../widget/open-ground.ts';

/** A name stands at most this far from its district, in heights of its letters. */
const REACH = 4;
/** What is asked about whose land this is, is asked once for a square of this side, pixels. */
const SQUARE = 16;

type Areas = Pick<CityPack, 'areas' | 'cells'>;
type District = { cells: Pixel[]; middle: Pixel };

/**
 * Where a district's name can stand, the best place first: on open ground beside it, so that no
 * letter lies on what happens there, and in its middle when there is no open ground.
 */
export function placesOfDistricts(
  pack: Areas,
  window: MapWindow,
  reserved: readonly Box[],
): (id: AreaId, size: TextSize) => NameBox[] {
  const districts = districtsOf(pack, window);
  const cellBoxes = pack.cells.map(({ ring }) => boundsOf(ring.map((point) => onPanel(point, window))));
  const ground = openGround(window.width, window.height, [...cellBoxes, ...reserved]);
  const nearest = nearestDistrict(districts);

  return (id, { width, height }) => {
    const district = districts.get(id);
    if (!district) return [];
    const at = (x: number, y: number): NameBox => ({ x, y, halfWidth: width / 2, halfHeight: height / 2, angle: 0 });
    const [middleX, middleY] = district.middle;
    const around = boundsOf(district.cells);
    const [farX, farY] = [width / 2 + REACH * height, height / 2 + REACH * height];
    const [east, south] = [Math.min(window.width, around.right + farX), Math.min(window.height, around.bottom + farY)];
    const step = Math.max(6, height / 4);
    const found: { box: NameBox; cost: number }[] = [];
    for (let x = Math.max(0, around.left - farX); x <= east; x += step)
      for (let y = Math.max(0, around.top - farY); y <= south; y += step) {
        const box = { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
        if (!ground.isOpen(box)) continue;
        const owner = nearest(x, y);
        if (owner.id !== id || owner.away > width / 2 + REACH * height) continue;
        found.push({ box: at(x, y), cost: Math.hypot(x - middleX, y - middleY) + owner.away / 3 });
      }
    found.sort((a, b) => a.cost - b.cost);
    return [...found.map(({ box }) => box), at(middleX, middleY)];
  };
}

function districtsOf({ areas, cells }: Areas, window: MapWindow): Map<AreaId, District> {
  const districtOf = areaAt('district', areas);
  const districts = new Map<AreaId, District>();
  for (const [id, own] of Map.groupBy(cells, (cell) => districtOf(cell.community))) {
    if (id === undefined) continue;
    const pixels = own.map((cell) => onPanel(cell.anchor, window));
    const sum = pixels.reduce<[number, number]>(([x, y], pixel) => [x + pixel[0], y + pixel[1]], [0, 0]);
    districts.set(id, { cells: pixels, middle: [sum[0] / pixels.length, sum[1] / pixels.length] });
  }
  return districts;
}

/** Whose cells are nearest to a place, and how far away, to within a square. */
function nearestDistrict(districts: ReadonlyMap<AreaId, District>) {
  const known = new Map<string, { id: AreaId | null; away: number }>();
  return (x: number, y: number) => {
    const [middleX, middleY] = [(Math.floor(x / SQUARE) + 0.5) * SQUARE, (Math.floor(y / SQUARE) + 0.5) * SQUARE];
    const key = `${middleX},${middleY}`;
    let nearest = known.get(key);
    if (nearest) return nearest;
    let owner: AreaId | null = null;
    let least = Infinity;
    for (const [id, { cells }] of districts)
      for (const [cellX, cellY] of cells) {
        const square = (cellX - middleX) ** 2 + (cellY - middleY) ** 2;
        if (square < least) [owner, least] = [id, square];
      }
    nearest = { id: owner, away: Math.sqrt(least) };
    known.set(key, nearest);
    return nearest;
  };
}

function boundsOf(points: readonly Pixel[]): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const [x, y] of points) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}
