import type { GridCell } from '#data/contract/city-pack.ts';
import type { CellId } from '#data/contract/ids.ts';
import type { LonLat } from '#data/contract/place.ts';
import { isInRing } from '#data/kit/in-ring.ts';

/** The cell in which a place lies, to say so before the server does; null outside all of them. */
export function cellAt(cells: readonly GridCell[], at: LonLat): CellId | null {
  return cells.find(({ ring }) => isInRing(ring, at))?.id ?? null;
}
