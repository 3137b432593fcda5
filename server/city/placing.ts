import type { GridCell } from '#data/contract/city-pack.ts';
import type { CellId } from '#data/contract/ids.ts';
import { once } from '#data/kit/once.ts';
import { sideOf } from './side.ts';
import { drawRaster } from './raster.ts';

/** Finds the grid cell of a place. */
export type Placing = {
  /** The cell that holds the point, or null outside every cell. Degrees, WGS 84. */
  cellAt(lon: number, lat: number): CellId | null;
};

/**
 * A raster lies over the grid. Most of its squares lie wholly inside one cell or outside all of
 * them; only in a square that a border crosses are its few cells asked one by one. It is laid with
 * the first place that is asked for.
 *
 * A point on a shared border belongs to exactly one of the two cells, always the same one: a
 * border's lower end belongs to it, its upper end does not, and a point on it counts as lying to
 * its right. Both cells judge the border from its lower end up, so they cannot disagree.
 */
export function createPlacing(cells: readonly GridCell[]): Placing {
  const laid = once(() => {
    const rings = cells.map((cell) => Float64Array.from(cell.ring.flat()));
    return { rings, raster: drawRaster(rings, ringHolds) };
  });
  return {
    cellAt(lon, lat) {
      const { rings, raster } = laid();
      for (const index of raster.candidates(lon, lat)) {
        if (index < 0) return cells[~index]!.id;
        if (ringHolds(rings[index]!, lon, lat)) return cells[index]!.id;
      }
      return null;
    },
  };
}

/** Whether a closed ring (x, y, x, y, …) holds the point, by the rule for borders above. */
function ringHolds(ring: Float64Array, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const ay = ring[i + 1]!;
    const by = ring[i + 3]!;
    if (ay <= y === by <= y) continue;
    const ax = ring[i]!;
    const bx = ring[i + 2]!;
    const left = ay < by ? sideOf(ax, ay, bx, by, x, y) : sideOf(bx, by, ax, ay, x, y);
    if (left > 0) inside = !inside;
  }
  return inside;
}
