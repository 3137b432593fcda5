import type { CellStatus } from '#data/contract/grid.ts';
import type { CellId } from '#data/contract/ids.ts';

type Statuses = ReadonlyMap<CellId, CellStatus>;

/** The cells that stand otherwise than before. A cell that is in neither list is normal. */
export function changedCells(before: Statuses, after: Statuses): Map<CellId, CellStatus> {
  const changed = new Map<CellId, CellStatus>();
  for (const [cell, status] of after) if ((before.get(cell) ?? 'normal') !== status) changed.set(cell, status);
  for (const [cell, status] of before) if (status !== 'normal' && !after.has(cell)) changed.set(cell, 'normal');
  return changed;
}
