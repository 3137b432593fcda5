import { createHourSeries, type HourSeries } from './hour-series.ts';
import { createLedger, type Increment, type Ledger } from './ledger.ts';
import type { Selection, Selections } from './selection.ts';

/** All counts by hour, category and cell in memory, and an hour series for each selection asked of late. */
export type Cube = {
  add(increment: Increment): void;
  series(selection: Selection): HourSeries;
  /** What a selection by area cannot hold: incidents off the map or without a place. */
  unplaced(selection: Selection): HourSeries;
  /** The counts themselves. */
  each: Ledger['each'];
  /** The first hour with a count; Infinity when there is none. */
  readonly firstHour: number;
  readonly size: number;
};

/** Series kept ready; each takes about 35 kB per year. */
const KEPT = 64;

export function createCube(selections: Selections): Cube {
  const ledger = createLedger();
  type Kept = { series: HourSeries; keeps: (increment: Increment) => boolean };
  const kept = new Map<string, Kept>();

  return {
    get size() {
      return ledger.size;
    },
    get firstHour() {
      return ledger.firstHour;
    },
    add(increment) {
      ledger.add(increment);
      for (const { series, keeps } of kept.values()) if (keeps(increment)) series.add(increment.hour, increment.count);
    },
    each: ledger.each,
    series: (selection) => ready(selections.key(selection), selection, selections.keep(selection).cell),
    unplaced: (selection) =>
      ready(`${selections.key({ category: selection.category })}unplaced`, selection, (cell) => cell === ''),
  };

  function ready(key: string, selection: Selection, cell: (id: string) => boolean): HourSeries {
    let entry = kept.get(key);
    if (entry) kept.delete(key);
    else entry = build({ category: selections.keep(selection).category, cell });
    // The least recently asked stands first.
    kept.set(key, entry);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
    return entry.series;
  }

  function build(keep: { category(id: string): boolean; cell(id: string): boolean }): Kept {
    const start = Number.isFinite(ledger.firstHour) ? ledger.firstHour : 0;
    const series = createHourSeries(start, start + 1);
    ledger.scan(keep, series.add);
    return { series, keeps: ({ category, cell }) => keep.category(category) && keep.cell(cell) };
  }
}
