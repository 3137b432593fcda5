import type { Board } from '../contract/board.ts';
import type { LoggedFact } from '../contract/fact.ts';
import { foldAlarms } from './fold-alarms.ts';
import { foldCells, foldInspections } from './fold-grid.ts';
import { foldIncidents } from './fold-incidents.ts';
import { foldUnits } from './fold-units.ts';

/**
 * The board after `facts`, in log order. Runs alike on the server and on every screen; a table
 * that no fact touched keeps its identity, and so does the board when none did.
 */
export function foldBoard(before: Board, facts: readonly LoggedFact[]): Board {
  const incidents = foldIncidents(before.incidents, facts);
  const units = foldUnits(before.units, facts);
  const cells = foldCells(before.cells, facts);
  const inspections = foldInspections(before.inspections, facts);
  const alarms = foldAlarms(before.alarms, facts);
  const same =
    incidents === before.incidents &&
    units === before.units &&
    cells === before.cells &&
    inspections === before.inspections &&
    alarms === before.alarms;
  return same ? before : { incidents, units, cells, inspections, alarms };
}
