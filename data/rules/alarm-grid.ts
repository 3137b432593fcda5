import type { Board } from '../contract/board.ts';
import type { AreaId, CellId } from '../contract/ids.ts';
import { alarmOf, type Condition } from './alarm-identity.ts';
import { areasOfCell, type AreaPack } from './cell-areas.ts';
import { isLongOverdue } from './grid-status.ts';

type GridBoard = Pick<Board, 'cells' | 'inspections' | 'dangers'>;

/** What of the grid needs a response now. */
export function gridConditions(board: GridBoard, now: number, pack: AreaPack): Condition[] {
  return [...unstaffed(board, now, pack), ...longOverdue(board, now), ...dangers(board, now)];
}

function unstaffed(board: GridBoard, now: number, pack: AreaPack): Condition[] {
  return [...board.cells.values()]
    .filter((cell) => !cell.staffed)
    .map(({ id }) => {
      const alarm = alarmOf('cell-unstaffed', { kind: 'cell', id }, 3, areasOfCell(id, pack));
      return { alarm, since: now, exercise: false };
    });
}

/** One alarm a cell, and only once amber has turned red: the grid panel has the rest. */
function longOverdue(board: GridBoard, now: number): Condition[] {
  const cells = new Map<CellId, AreaId[]>();
  for (const inspection of board.inspections.values()) {
    if (isLongOverdue(inspection, now)) cells.set(inspection.cell, inspection.areas);
  }
  return [...cells].map(([id, areas]) => ({
    alarm: alarmOf('inspection-overdue', { kind: 'cell', id }, 3, areas),
    since: now,
    exercise: false,
  }));
}

/** Ordered to be put right by a day that has passed. What is put right and waits for its check is not late. */
function dangers(board: GridBoard, now: number): Condition[] {
  return [...board.dangers.values()].flatMap(({ id, state, due, areas, exercise }) => {
    if (due === undefined || due >= now || (state !== 'ordered' && state !== 'rectifying')) return [];
    return [{ alarm: alarmOf('danger-overdue', { kind: 'danger', id }, 3, areas), since: due, exercise }];
  });
}
