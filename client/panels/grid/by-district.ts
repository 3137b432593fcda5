import type { Board } from '#data/contract/board.ts';
import type { CellStatus } from '#data/contract/grid.ts';
import type { AreaId, CellId } from '#data/contract/ids.ts';
import { areasOfCell, type AreaPack } from '#data/rules/cell-areas.ts';

/** One district's grid: its cells by status, and what is open and overdue in it; null: what lies in none, off the map. */
export type DistrictRow = {
  district: AreaId | null;
  cells: Record<CellStatus, number>;
  openIncidents: number;
  overdueInspections: number;
};

export type GridCounts = Omit<DistrictRow, 'district'>;

const none = (): GridCounts => ({
  cells: { normal: 0, attention: 0, alert: 0, unstaffed: 0 },
  openIncidents: 0,
  overdueInspections: 0,
});

/** @param statuses of the cells that are not normal (data/rules/grid-status.ts). */
export function byDistrict(
  pack: AreaPack,
  board: Pick<Board, 'incidents' | 'inspections'>,
  statuses: ReadonlyMap<CellId, CellStatus>,
  now: number,
): DistrictRow[] {
  const districts = pack.areas.filter(({ level }) => level === 'district').map(({ id }) => id);
  const offMap = none();
  const rows = new Map<AreaId | null, GridCounts>(districts.map((district) => [district, none()]));
  const rowOf = (areas: readonly AreaId[]) => rows.get(areas[0] ?? null) ?? offMap;
  for (const { id } of pack.cells) {
    rowOf(areasOfCell(id, pack)).cells[statuses.get(id) ?? 'normal']++;
  }
  for (const { areas } of board.incidents.values()) {
    rowOf(areas).openIncidents++;
  }
  for (const { areas, due } of board.inspections.values()) {
    if (due < now) rowOf(areas).overdueInspections++;
  }
  if (isAnything(offMap)) rows.set(null, offMap);
  return [...rows].map(([district, counts]) => ({ district, ...counts }));
}

/** The whole city: the sum of its districts, and of what lies in none. */
export function cityCounts(rows: readonly DistrictRow[]): GridCounts {
  const sum = none();
  for (const row of rows) {
    for (const status of ['normal', 'attention', 'alert', 'unstaffed'] as const) sum.cells[status] += row.cells[status];
    sum.openIncidents += row.openIncidents;
    sum.overdueInspections += row.overdueInspections;
  }
  return sum;
}

/** Without the districts that have no grid yet and nothing open: their line would say nothing. */
export const withGrid = (rows: readonly DistrictRow[]): DistrictRow[] => rows.filter(isAnything);

function isAnything({ cells, openIncidents, overdueInspections }: GridCounts): boolean {
  const { normal, attention, alert, unstaffed } = cells;
  return normal + attention + alert + unstaffed + openIncidents + overdueInspections > 0;
}
