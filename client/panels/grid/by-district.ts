import type { Board } from '#data/contract/board.ts';
import type { CellStatus } from '#data/contract/grid.ts';
import type { AreaId, CellId } from '#data/contract/ids.ts';
import { areasOfCell, type AreaPack } from '#data/rules/cell-areas.ts';

/** One district's grid: its cells by status, and what is open and overdue in it. */
export type DistrictRow = {
  district: AreaId;
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
  const rows = new Map(districts.map((district) => [district, none()]));
  const rowOf = (areas: readonly AreaId[]) => (areas[0] === undefined ? undefined : rows.get(areas[0]));
  for (const { id } of pack.cells) {
    const row = rowOf(areasOfCell(id, pack));
    if (row) row.cells[statuses.get(id) ?? 'normal']++;
  }
  for (const { areas } of board.incidents.values()) {
    const row = rowOf(areas);
    if (row) row.openIncidents++;
  }
  for (const { areas, due } of board.inspections.values()) {
    const row = rowOf(areas);
    if (row && due < now) row.overdueInspections++;
  }
  return [...rows].map(([district, counts]) => ({ district, ...counts }));
}

/** The whole city: the sum of its districts. */
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
export function withGrid(rows: readonly DistrictRow[]): DistrictRow[] {
  return rows.filter(({ cells, openIncidents, overdueInspections }) => {
    const { normal, attention, alert, unstaffed } = cells;
    return normal + attention + alert + unstaffed + openIncidents + overdueInspections > 0;
  });
}
