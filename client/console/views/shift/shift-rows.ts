import type { ShiftEntry } from '#data/contract/shift.ts';

/** Notes newest first; promises by when they are due. */
export function shiftRows(entries: Iterable<ShiftEntry>): { notes: ShiftEntry[]; promises: ShiftEntry[] } {
  const all = [...entries];
  return {
    notes: all.toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)),
    promises: all
      .filter(({ kind }) => kind === 'promise')
      .toSorted((a, b) => (a.due ?? a.at) - (b.due ?? b.at) || (a.id < b.id ? -1 : 1)),
  };
}
