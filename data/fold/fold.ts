import type { Board } from '../contract/board.ts';
import type { LoggedFact } from '../contract/fact.ts';
import { tableNames, tables, type TableName } from '../contract/tables.ts';
import { foldAlarms, foldOutOfService } from './fold-alarms.ts';
import { foldDangers } from './fold-dangers.ts';
import { foldDisputes } from './fold-disputes.ts';
import { foldCells, foldInspections } from './fold-grid.ts';
import { foldIncidents } from './fold-incidents.ts';
import { foldHandovers, foldShift } from './fold-shift.ts';
import { foldUnits } from './fold-units.ts';

/** The table after `facts`, of which some are from its groups. */
const folds: { [Name in TableName]: (before: Board, facts: readonly LoggedFact[]) => Board[Name] } = {
  incidents: ({ incidents }, facts) => foldIncidents(incidents, facts),
  units: ({ units }, facts) => foldUnits(units, facts),
  cells: ({ cells }, facts) => foldCells(cells, facts),
  inspections: ({ inspections }, facts) => foldInspections(inspections, facts),
  alarms: ({ alarms }, facts) => foldAlarms(alarms, facts),
  dangers: ({ dangers }, facts) => foldDangers(dangers, facts),
  disputes: ({ disputes }, facts) => foldDisputes(disputes, facts),
  shift: foldShift,
  handovers: ({ handovers }, facts) => foldHandovers(handovers, facts),
  outOfService: ({ outOfService }, facts) => foldOutOfService(outOfService, facts),
};

/**
 * The board after `facts`, in log order. Runs alike on the server and on every screen; a table
 * that no fact touched keeps its identity, and so does the board when none did.
 */
export function foldBoard(before: Board, facts: readonly LoggedFact[]): Board {
  const touched = new Set<TableName>();
  for (const { kind } of facts) for (const name of tablesFrom(kind)) touched.add(name);
  let after = before;
  for (const name of touched) {
    const table = folds[name](before, facts);
    if (table !== before[name]) after = { ...after, [name]: table };
  }
  return after;
}

const known = new Map<string, readonly TableName[]>();

/** The tables that a kind of fact may change. */
export function tablesFrom(kind: LoggedFact['kind']): readonly TableName[] {
  let names = known.get(kind);
  if (!names) {
    const group = kind.slice(0, kind.indexOf('.'));
    known.set(kind, (names = tableNames.filter((name) => (tables[name].from as readonly string[]).includes(group))));
  }
  return names;
}
