import * as z from 'zod';
import { Alarm, type AlarmCondition, OutOfService } from './alarm.ts';
import { Danger } from './danger.ts';
import { Dispute } from './dispute.ts';
import { Cell, Inspection } from './grid.ts';
import type {
  AlarmId,
  CellId,
  DangerId,
  DisputeId,
  HandoverId,
  IncidentId,
  InspectionId,
  ShiftEntryId,
  UnitId,
} from './ids.ts';
import { Incident } from './incident.ts';
import { Handover, ShiftEntry } from './shift.ts';
import { Unit } from './unit.ts';

/**
 * The present state: what folding the log gives. Every table is keyed by the row's `id` and keeps
 * its identity while no row of it changes. What has ended (incidents, inspections, alarms, dangers,
 * disputes) is not on the board; the read models have it.
 */
export type Board = {
  readonly incidents: ReadonlyMap<IncidentId, Incident>;
  readonly units: ReadonlyMap<UnitId, Unit>;
  readonly cells: ReadonlyMap<CellId, Cell>;
  readonly inspections: ReadonlyMap<InspectionId, Inspection>;
  readonly alarms: ReadonlyMap<AlarmId, Alarm>;
  readonly dangers: ReadonlyMap<DangerId, Danger>;
  readonly disputes: ReadonlyMap<DisputeId, Dispute>;
  /** The shift log since the last hand-over, and promises not yet kept. */
  readonly shift: ReadonlyMap<ShiftEntryId, ShiftEntry>;
  readonly handovers: ReadonlyMap<HandoverId, Handover>;
  /** Alarm conditions that raise nothing at present. */
  readonly outOfService: ReadonlyMap<AlarmCondition, OutOfService>;
};

/** The board as it travels: each table a list of its rows. */
export const PackedBoard = z.object({
  incidents: z.array(Incident),
  units: z.array(Unit),
  cells: z.array(Cell),
  inspections: z.array(Inspection),
  alarms: z.array(Alarm),
  dangers: z.array(Danger),
  disputes: z.array(Dispute),
  shift: z.array(ShiftEntry),
  handovers: z.array(Handover),
  outOfService: z.array(OutOfService),
});
export type PackedBoard = z.infer<typeof PackedBoard>;

export const tableNames = [
  'incidents',
  'units',
  'cells',
  'inspections',
  'alarms',
  'dangers',
  'disputes',
  'shift',
  'handovers',
  'outOfService',
] as const;

export const emptyBoard: Board = {
  incidents: new Map(),
  units: new Map(),
  cells: new Map(),
  inspections: new Map(),
  alarms: new Map(),
  dangers: new Map(),
  disputes: new Map(),
  shift: new Map(),
  handovers: new Map(),
  outOfService: new Map(),
};
