import type { Board } from '../contract/board.ts';
import type { Danger } from '../contract/danger.ts';
import type { CellStatus, Inspection } from '../contract/grid.ts';
import type { CellId } from '../contract/ids.ts';
import { DAY } from './civil-day.ts';
import { isHandled, isOverdue } from './urgency.ts';

export type CellReason =
  | 'p1-open'
  | 'urgent-overdue'
  | 'inspection-long-overdue'
  | 'danger-long-overdue'
  | 'unstaffed'
  | 'p2-open'
  | 'incident-overdue'
  | 'inspection-overdue'
  | 'danger-overdue';

/** What each reason makes of a cell, the gravest first. */
const statusOf = {
  'p1-open': 'alert',
  'urgent-overdue': 'alert',
  'inspection-long-overdue': 'alert',
  'danger-long-overdue': 'alert',
  unstaffed: 'unstaffed',
  'p2-open': 'attention',
  'incident-overdue': 'attention',
  'inspection-overdue': 'attention',
  'danger-overdue': 'attention',
} as const satisfies Record<CellReason, CellStatus>;
const gravity = Object.keys(statusOf) as CellReason[];

/** What the state of a cell comes from. */
type GridTables = Pick<Board, 'incidents' | 'cells' | 'inspections' | 'dangers'>;

/** Why cells are not normal, the gravest reason of each first. Normal cells are left out. */
export function cellReasons(board: GridTables, now: number): ReadonlyMap<CellId, readonly CellReason[]> {
  const found = new Map<CellId, Set<CellReason>>();
  const find = (cell: CellId, reason: CellReason) => {
    const reasons = found.get(cell);
    if (reasons) reasons.add(reason);
    else found.set(cell, new Set([reason]));
  };
  for (const cell of board.cells.values()) if (!cell.staffed) find(cell.id, 'unstaffed');
  for (const incident of board.incidents.values()) {
    if (incident.cell === undefined || isHandled(incident)) continue;
    if (incident.priority === 1) find(incident.cell, 'p1-open');
    if (incident.priority === 2) find(incident.cell, 'p2-open');
    if (isOverdue(incident, now)) find(incident.cell, incident.priority <= 2 ? 'urgent-overdue' : 'incident-overdue');
  }
  for (const inspection of board.inspections.values()) {
    if (now <= inspection.due) continue;
    find(inspection.cell, isLongOverdue(inspection, now) ? 'inspection-long-overdue' : 'inspection-overdue');
  }
  for (const danger of board.dangers.values()) {
    if (!isDangerOverdue(danger, now)) continue;
    find(
      danger.cell,
      isLongOverdue({ fellDue: danger.found, due: danger.due }, now) ? 'danger-long-overdue' : 'danger-overdue',
    );
  }
  return new Map([...found].map(([cell, reasons]) => [cell, gravity.filter((reason) => reasons.has(reason))]));
}

/** How each cell stands; normal ones are left out. */
export function cellStatuses(board: GridTables, now: number): ReadonlyMap<CellId, CellStatus> {
  return gridStanding(board, now).statuses;
}

/** How the grid stands at one moment, and why. Normal cells are in neither. */
export type GridStanding = {
  readonly at: number;
  readonly reasons: ReadonlyMap<CellId, readonly CellReason[]>;
  readonly statuses: ReadonlyMap<CellId, CellStatus>;
};

export function gridStanding(board: GridTables, at: number): GridStanding {
  const reasons = cellReasons(board, at);
  const statuses = new Map<CellId, CellStatus>();
  for (const [cell, [gravest]] of reasons) if (gravest) statuses.set(cell, statusOf[gravest]);
  return { at, reasons, statuses };
}

/** Late by more than the time it had, and by at least a day: amber has turned red. */
export function isLongOverdue(inspection: Pick<Inspection, 'fellDue' | 'due'>, now: number): boolean {
  return now > inspection.due + Math.max(DAY, inspection.due - inspection.fellDue);
}

/** Ordered to be put right by now, and not yet said to be. Who re-checks it has no deadline. */
export function isDangerOverdue<Row extends Pick<Danger, 'state' | 'due'>>(
  danger: Row,
  now: number,
): danger is Row & { due: number } {
  return danger.state !== 'recheck' && danger.due !== undefined && now > danger.due;
}
