import * as z from 'zod';
import { Alarm } from './alarm.ts';
import { Cell, Inspection } from './grid.ts';
import type { AlarmId, CellId, IncidentId, InspectionId, UnitId } from './ids.ts';
import { Incident } from './incident.ts';
import { Unit } from './unit.ts';

/**
 * The present state: what folding the log gives. Every table is keyed by the row's `id` and keeps
 * its identity while no row of it changes. Ended incidents, done inspections and settled alarms
 * are not on the board; the read models have them.
 */
export type Board = {
  readonly incidents: ReadonlyMap<IncidentId, Incident>;
  readonly units: ReadonlyMap<UnitId, Unit>;
  readonly cells: ReadonlyMap<CellId, Cell>;
  readonly inspections: ReadonlyMap<InspectionId, Inspection>;
  readonly alarms: ReadonlyMap<AlarmId, Alarm>;
};

/** The board as it travels: each table a list of its rows. */
export const PackedBoard = z.object({
  incidents: z.array(Incident),
  units: z.array(Unit),
  cells: z.array(Cell),
  inspections: z.array(Inspection),
  alarms: z.array(Alarm),
});
export type PackedBoard = z.infer<typeof PackedBoard>;

export const tableNames = ['incidents', 'units', 'cells', 'inspections', 'alarms'] as const;

export const emptyBoard: Board = {
  incidents: new Map(),
  units: new Map(),
  cells: new Map(),
  inspections: new Map(),
  alarms: new Map(),
};
