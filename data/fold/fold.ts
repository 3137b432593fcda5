import { tableNames, type Board } from '../contract/board.ts';
import type { LoggedFact } from '../contract/fact.ts';
import { foldAlarms, foldOutOfService } from './fold-alarms.ts';
import { foldDangers } from './fold-dangers.ts';
import { foldDisputes } from './fold-disputes.ts';
import { foldCells, foldInspections } from './fold-grid.ts';
import { foldIncidents } from './fold-incidents.ts';
import { foldHandovers, foldShift } from './fold-shift.ts';
import { foldUnits } from './fold-units.ts';

/**
 * The board after `facts`, in log order. Runs alike on the server and on every screen; a table
 * that no fact touched keeps its identity, and so does the board when none did.
 */
export function foldBoard(before: Board, facts: readonly LoggedFact[]): Board {
  const after: Board = {
    incidents: foldIncidents(before.incidents, facts),
    units: foldUnits(before.units, facts),
    cells: foldCells(before.cells, facts),
    inspections: foldInspections(before.inspections, facts),
    alarms: foldAlarms(before.alarms, facts),
    dangers: foldDangers(before.dangers, facts),
    disputes: foldDisputes(before.disputes, facts),
    shift: foldShift(before, facts),
    handovers: foldHandovers(before.handovers, facts),
    outOfService: foldOutOfService(before.outOfService, facts),
  };
  return tableNames.every((name) => after[name] === before[name]) ? before : after;
}
