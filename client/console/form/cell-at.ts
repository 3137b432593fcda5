import type { GridCell } from '#data/contract/city-pack.ts';
import type { CellId } from '#data/contract/ids.ts';
import type { LonLat } from '#data/contract/place.ts';

/** The cell in which a place lies, to say so before the server does; null outside all of them. */
export function cellAt(cells: readonly GridCell[], at: LonLat): CellId | null {
  return cells.find(({ ring }) => holds(ring, at))?.id ?? null;
}

/** A ray to the east crosses the border of what holds the point an odd number of times. */
function holds(ring: readonly LonLat[], [x, y]: LonLat): boolean {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [[ax, ay], [bx, by]] = [ring[i - 1]!, ring[i]!];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
