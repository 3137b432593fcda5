import type { Board } from '../contract/board.ts';
import type { LoggedFact } from '../contract/fact.ts';
import type { TableName } from '../contract/tables.ts';
import { foldAlarms, foldOutOfService } from './fold-alarms.ts';
import { foldBulletins } from './fold-bulletins.ts';
import { foldDangers } from './fold-dangers.ts';
import { foldDisputes } from './fold-disputes.ts';
import { foldCells, foldInspections } from './fold-grid.ts';
import { foldIncidents } from './fold-incidents.ts';
import { foldHandovers, foldShift } from './fold-shift.ts';
import { foldUnits } from './fold-units.ts';

/** Every table's fold: the table after `facts`, of which some are from its groups. */
export const folds: { [Name in TableName]: (before: Board, facts: readonly LoggedFact[]) => Board[Name] } = {
  incidents: ({ incidents }, facts) => foldIncidents(incidents, facts),
  units: ({ units }, facts) => foldUnits(units, facts),
  cells: ({ cells }, facts) => foldCells(cells, facts),
  inspections: ({ inspections }, facts) => foldInspections(inspections, facts),
  alarms: ({ alarms }, facts) => foldAlarms(alarms, facts),
  dangers: ({ dangers }, facts) => foldDangers(dangers, facts),
  disputes: ({ disputes }, facts) => foldDisputes(disputes, facts),
  shift: foldShift,
  handovers: ({ handovers }, facts) => foldHandovers(handovers, facts),
  bulletins: ({ bulletins }, facts) => foldBulletins(bulletins, facts),
  outOfService: ({ outOfService }, facts) => foldOutOfService(outOfService, facts),
};
