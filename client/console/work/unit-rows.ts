import type { Board } from '#data/contract/board.ts';
import type { Unit } from '#data/contract/unit.ts';

/** Units on duty: who calls for help first, then whom we do not hear, then by call sign. */
export function unitRows(units: Board['units'], text: string, named: (unit: Unit) => string): Unit[] {
  const wanted = text.trim().toLowerCase();
  const rank = ({ panic, contact }: Unit) =>
    panic !== undefined ? 0 : contact === 'live' || contact === 'late' ? 2 : 1;
  return [...units.values()]
    .filter((unit) => unit.reason !== 'offduty' || unit.panic !== undefined)
    .filter((unit) => wanted === '' || named(unit).toLowerCase().includes(wanted))
    .sort((a, b) => rank(a) - rank(b) || compare(a.callSign ?? a.id, b.callSign ?? b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
