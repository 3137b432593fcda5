import type { GridCell } from '../contract/city-pack.ts';

/** The number of each cell within its community, from 1, in the order of the pack: how people call it. */
export function cellNumbers(cells: Iterable<Pick<GridCell, 'id' | 'community'>>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const numbers = new Map<string, number>();
  for (const { id, community } of cells) {
    const nth = (counts.get(community) ?? 0) + 1;
    counts.set(community, nth);
    numbers.set(id, nth);
  }
  return numbers;
}
