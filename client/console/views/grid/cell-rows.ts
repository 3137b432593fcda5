import type { Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { CellStatus } from '#data/contract/grid.ts';
import type { AreaId, CellId } from '#data/contract/ids.ts';
import { DAY } from '#data/rules/civil-day.ts';
import type { CellReason, GridStanding } from '#data/rules/grid-status.ts';

export type CellRow = {
  id: CellId;
  community: AreaId;
  status: CellStatus;
  reasons: readonly CellReason[];
  lastVisit: number | null;
  due: number;
  overdue: number;
  dangers: number;
};

export const statuses = ['alert', 'unstaffed', 'attention', 'normal'] as const satisfies readonly CellStatus[];

/** Upper ends of the bands of the time since the last visit, ms; then longer, then never. */
const BANDS = [DAY, 7 * DAY, 14 * DAY, 30 * DAY];
export const NEVER = BANDS.length + 1;

/** Which band a cell is in: 0 = visited within a day … 4 = longer ago than all bands, 5 = never. */
export function coverageBand(lastVisit: number | null, now: number): number {
  if (lastVisit === null) return NEVER;
  const band = BANDS.findIndex((end) => now - lastVisit < end);
  return band < 0 ? BANDS.length : band;
}

/** Every cell of the pack as it stands: the gravest first, then what was visited longest ago. */
export function cellRows(
  { cells }: Pick<CityPack, 'cells'>,
  board: Pick<Board, 'cells' | 'inspections' | 'dangers'>,
  { at, reasons, statuses: standing }: GridStanding,
): CellRow[] {
  const visits = Map.groupBy(board.inspections.values(), ({ cell }) => cell);
  const dangers = Map.groupBy(board.dangers.values(), ({ cell }) => cell);
  const rows = cells.map(({ id, community }) => ({
    id,
    community,
    status: standing.get(id) ?? 'normal',
    reasons: reasons.get(id) ?? [],
    lastVisit: board.cells.get(id)?.lastVisit ?? null,
    due: visits.get(id)?.length ?? 0,
    overdue: visits.get(id)?.filter(({ due }) => due < at).length ?? 0,
    dangers: dangers.get(id)?.length ?? 0,
  }));
  const gravity = (row: CellRow) => statuses.indexOf(row.status);
  return rows.toSorted(
    (a, b) => gravity(a) - gravity(b) || (a.lastVisit ?? 0) - (b.lastVisit ?? 0) || (a.id < b.id ? -1 : 1),
  );
}

/** How many cells stand in each way. */
export function statusCounts(rows: readonly CellRow[]): Record<CellStatus, number> {
  const counts = { alert: 0, unstaffed: 0, attention: 0, normal: 0 };
  for (const { status } of rows) counts[status]++;
  return counts;
}
