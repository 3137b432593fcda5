import type { GridCell } from '#data/contract/city-pack.ts';
import type { CellId } from '#data/contract/ids.ts';
import { once } from '#data/kit/once.ts';
import { createRings } from './rings.ts';
import { drawRaster, END, NOTHING } from './raster.ts';

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
  const ids = cells.map((cell) => cell.id);
  const laid = once(() => {
    const lines = cells.map((cell) => Float64Array.from(cell.ring.flat()));
    const rings = createRings(lines);
    return { rings, raster: drawRaster(lines, rings.holds) };
  });
  return {
    cellAt(lon, lat) {
      const { rings, raster } = laid();
      const square = raster.at(lon, lat);
      if (square === NOTHING) return null;
      if (square < 0) return ids[~square]!;
      for (let i = square, index; (index = raster.lists[i]!) !== END; i++)
        if (rings.holds(index, lon, lat)) return ids[index]!;
      return null;
    },
  };
}
