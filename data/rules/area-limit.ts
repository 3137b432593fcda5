import type { Board } from '../contract/board.ts';
import type { LoggedFact } from '../contract/fact.ts';
import type { FactAreas } from '../contract/fact-sight.ts';
import type { AreaId, CellId } from '../contract/ids.ts';
import { tables, type Areas, type AreasOfCell } from '../contract/tables.ts';

/** Where nobody says in which areas cells lie, a view of an area sees none of them. */
export const nowhere: AreasOfCell = () => [];

export function isWithin(areas: Areas, area: AreaId): boolean {
  return areas === 'everywhere' || areas.includes(area);
}

/**
 * Says of one fact after the other whether it is of `area`. `before` is what the view of that area
 * knows before the first of them.
 */
export function areaFilter(
  area: AreaId,
  before: Board,
  areasOfCell: AreasOfCell,
): (fact: LoggedFact, areas: FactAreas) => boolean {
  /** Tables and ids of the rows that facts have brought since. */
  const brought = new Set<string>();
  return (fact, areas) => {
    if (areas === 'everywhere') return true;
    const fields = fact as unknown as Readonly<Record<string, unknown>>;
    if ('cell' in areas) return isWithin(areasOfCell(fields[areas.cell] as CellId), area);
    if ('shiftOf' in areas) {
      const of = fields[areas.shiftOf];
      return of === undefined || of === area;
    }
    if ('changes' in areas) {
      const id = fields[areas.by] as string;
      const table: ReadonlyMap<string, unknown> = before[areas.changes];
      return table.has(id) || brought.has(`${areas.changes} ${id}`);
    }
    const row = fields[areas.in] as { id: string };
    const areasOfRow = tables[areas.carries].areas as (row: object, areasOfCell: AreasOfCell) => Areas;
    if (!isWithin(areasOfRow(row, areasOfCell), area)) return false;
    brought.add(`${areas.carries} ${row.id}`);
    return true;
  };
}
