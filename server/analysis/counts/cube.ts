import { createHourSeries, type HourSeries } from './hour-series.ts';
import { createLedger, type Increment, type Keep, type Ledger } from './ledger.ts';
import { isTimed, sourceOf } from '#data/contract/incident.ts';
import { createDayRows, type DayRows, type RowOf } from './day-rows.ts';
import type { Selection, Selections } from './selection.ts';

/** Which counts of a selection; nothing named means all of them. */
export type Of = {
  /** From these sources alone. */
  sources?: ReadonlySet<string>;
  /** Only those whose hour is known. */
  timed?: true;
};

/** All counts by hour, category, cell and origin in memory, and an hour series for each selection asked of late. */
export type Cube = {
  add(increment: Increment): void;
  series(selection: Selection, of?: Of): HourSeries;
  /** What a selection by area cannot hold: incidents off the map or without a place. */
  unplaced(selection: Selection): HourSeries;
  /** All that each source ever counted, by its name. */
  readonly sources: ReadonlyMap<string, HourSeries>;
  /** The counts themselves. */
  each: Ledger['each'];
  sorted: Ledger['sorted'];
  /** Counts of rows by day and source, kept ready for the tables asked of late; the same `key` means the same rows and days. */
  rows(key: string, of: RowOf, dayOf: (hour: number) => number): DayRows;
  /** The first hour with a count; Infinity when there is none. */
  readonly firstHour: number;
  readonly size: number;
};

/** Tables kept ready; each takes some 8 kB per row and source. */
const KEPT_TABLES = 6;
/** Series kept ready; each takes about 35 kB per year. */
const KEPT = 64;

export function createCube(selections: Selections): Cube {
  const ledger = createLedger();
  const sources = new Map<string, HourSeries>();
  type Kept = { series: HourSeries; keeps: (increment: Increment) => boolean };
  const kept = new Map<string, Kept>();
  const tables = new Map<string, ReturnType<typeof createDayRows>>();

  return {
    sources,
    get size() {
      return ledger.size;
    },
    get firstHour() {
      return ledger.firstHour;
    },
    add(increment) {
      ledger.add(increment);
      ofSource(increment).add(increment.hour, increment.count);
      for (const { series, keeps } of kept.values()) if (keeps(increment)) series.add(increment.hour, increment.count);
      for (const table of tables.values()) table.add(increment);
    },
    rows(key, of, dayOf) {
      let table = tables.get(key);
      if (table) tables.delete(key);
      else table = createDayRows(ledger, of, dayOf);
      tables.set(key, table);
      if (tables.size > KEPT_TABLES) tables.delete(tables.keys().next().value!);
      return table.rows;
    },
    each: ledger.each,
    sorted: ledger.sorted,
    series: (selection, of = {}) =>
      ready(`${selections.key(selection)}|${keyOf(of)}`, { ...selections.keep(selection), origin: originsOf(of) }),
    unplaced: (selection) =>
      ready(`${selections.key({ category: selection.category })}|unplaced`, {
        category: selections.keep(selection).category,
        cell: (cell) => cell === '',
        origin: () => true,
      }),
  };

  function ofSource({ origin, hour }: Increment): HourSeries {
    const source = sourceOf(origin);
    let series = sources.get(source);
    if (!series) sources.set(source, (series = createHourSeries(hour, hour + 1)));
    return series;
  }

  function ready(key: string, keep: Keep): HourSeries {
    let entry = kept.get(key);
    if (entry) kept.delete(key);
    else entry = build(keep);
    // The least recently asked stands first.
    kept.set(key, entry);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
    return entry.series;
  }

  function build(keep: Keep): Kept {
    const start = Number.isFinite(ledger.firstHour) ? ledger.firstHour : 0;
    const series = createHourSeries(start, start + 1);
    ledger.scan(keep, series.add);
    return {
      series,
      keeps: ({ category, cell, origin }) => keep.category(category) && keep.cell(cell) && keep.origin(origin),
    };
  }
}

const keyOf = ({ sources, timed }: Of) => `${sources ? [...sources].sort().join() : '*'}${timed ? '/timed' : ''}`;

function originsOf({ sources, timed }: Of): (origin: string) => boolean {
  return (origin) => (!sources || sources.has(sourceOf(origin))) && (!timed || isTimed(origin));
}
