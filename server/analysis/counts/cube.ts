import { createHourSeries, type HourSeries } from './hour-series.ts';
import { createLedger, type Increment, type Keep, type Ledger } from './ledger.ts';
import { isTimed, sourceOf } from '#data/contract/incident.ts';
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
  /** The first hour with a count; Infinity when there is none. */
  readonly firstHour: number;
  readonly size: number;
};

/** Series kept ready; each takes about 35 kB per year. */
const KEPT = 64;

export function createCube(selections: Selections): Cube {
  const ledger = createLedger();
  const sources = new Map<string, HourSeries>();
  type Kept = { series: HourSeries; keeps: (increment: Increment) => boolean };
  const kept = new Map<string, Kept>();

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
