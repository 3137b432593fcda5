import { originOf, type Incident } from '#data/contract/incident.ts';

/** What of an incident decides where it is counted. */
export type Counted = Pick<Incident, 'reportedAt' | 'dayOnly' | 'category' | 'cell' | 'source'>;

export const HOUR_MS = 3_600_000;

/** Hours since 1970, shifted by `hourShift` milliseconds where the city's offset is not whole hours. */
export function hourOf(at: number, hourShift: number): number {
  return Math.floor((at + hourShift) / HOUR_MS);
}

/** Whether both are counted in the same row. */
export function isCountedAlike(a: Counted, b: Counted): boolean {
  const same = a.reportedAt === b.reportedAt && a.category === b.category && a.cell === b.cell;
  return same && originOf(a) === originOf(b);
}
