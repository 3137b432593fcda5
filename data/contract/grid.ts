import * as z from 'zod';
import { AreaId, CellId, InspectionId, Time } from './ids.ts';

/** What changes about a grid cell. Its shape, people and counts are in the city pack. */
export const Cell = z.object({
  id: CellId,
  /** False: no post of this cell is filled at present. */
  staffed: z.boolean(),
  lastVisit: Time.optional(),
});
export type Cell = z.infer<typeof Cell>;

/** A visit that is due and not yet done. It leaves the board when it is done. */
export const Inspection = z.object({
  id: InspectionId,
  cell: CellId,
  areas: z.array(AreaId).max(3),
  /** A checklist of the city pack: `fire-safety`, `elderly-visit`. */
  checklist: z.string().max(40),
  fellDue: Time,
  /** Done by then, or it is overdue. */
  due: Time,
});
export type Inspection = z.infer<typeof Inspection>;

export const CellStatus = z.enum(['normal', 'attention', 'alert', 'unstaffed']);
export type CellStatus = z.infer<typeof CellStatus>;
