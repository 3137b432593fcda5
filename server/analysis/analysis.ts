import type { CityPack } from '#data/contract/city-pack.ts';
import type { Incident } from '#data/contract/incident.ts';
import type { HeatMatrix, MonthSeries, TrendHead, WeekSeries } from '#data/contract/trend.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import type { ChainedFact, FactLog, Rollups } from '../store/store.ts';
import { cityHours } from './city-hours.ts';
import { createCube } from './cube.ts';
import { createFactCounts } from './fact-counts.ts';
import type { Basis, Computed } from './basis.ts';
import { heatMatrix } from './heat.ts';
import { loadCube } from './load-cube.ts';
import { monthSeries } from './months.ts';
import { citySelections, type Selection, type Selections } from './selection.ts';
import { unusualDays } from './unusual-days.ts';
import { weekSeries } from './week.ts';

/** Trends out of memory: every answer says up to where it counted, what, and what it left out. */
export type Analysis = {
  readonly selections: Selections;
  week(selection: Selection): WeekSeries;
  months(selection: Selection): MonthSeries;
  heat(selection: Selection): HeatMatrix;
  /** Counts anew after the store was exchanged. */
  reload(): Promise<void>;
  stop: Stop;
};

type Parts = {
  rollups: Rollups;
  log: Pick<FactLog, 'place' | 'follow'>;
  clock: Clock;
  pack: Pick<CityPack, 'city' | 'areas' | 'cells' | 'categories' | 'calendar'>;
  /** As in the store's roll-ups, milliseconds. */
  hourShift: number;
  /** The incidents on the board at present. */
  open: () => Iterable<Incident>;
};

/** Resolves when all roll-ups are in memory. Best called before anything is taken in. */
export async function createAnalysis({ rollups, log, clock, pack, hourShift, open }: Parts): Promise<Analysis> {
  const hours = cityHours(pack.city.timeZone, hourShift);
  const selections = citySelections(pack);
  const unusual = unusualDays(pack.calendar);
  let cube = createCube(selections);
  let countsOf: ReturnType<typeof createFactCounts>;
  let seq: number;
  let stop: Stop | undefined;
  await load();

  return {
    selections,
    week: (selection) => answer(selection, weekSeries),
    months: (selection) => answer(selection, monthSeries),
    heat: (selection) => answer(selection, heatMatrix),
    reload: load,
    stop: () => stop?.(),
  };

  async function load(): Promise<void> {
    for (;;) {
      // Roll-ups do not say how far they had counted: only a log that stood still meanwhile is known.
      const before = log.place();
      const counted = createCube(selections);
      await loadCube(rollups, hours.at(clock.now()), counted.add);
      const after = log.place();
      if (after.epoch !== before.epoch || after.seq !== before.seq) continue;
      cube = counted;
      countsOf = createFactCounts(open(), hours.at);
      ({ seq } = after);
      stop ??= log.follow(count);
      return;
    }
  }

  function count(facts: readonly ChainedFact[]): void {
    for (const { fact } of facts) {
      for (const increment of countsOf(fact)) cube.add(increment);
      ({ seq } = fact);
    }
  }

  function answer<A>(selection: Selection, compute: (basis: Basis) => Computed<A>): A & TrendHead {
    const asOf = clock.now();
    const series = cube.series(selection);
    const computed = compute({ series, hours, hour: hours.at(asOf), firstHour: firstDay(), unusual });
    const { from, to, leftOut } = computed;
    return {
      ...computed.answer,
      asOf,
      seq,
      definition: `${selections.words(selection)} by time of report, ${computed.definition}`,
      counted: series.between(from, to),
      // Where an area is asked for, what has no place cannot be in it.
      leftOut:
        selection.area === undefined ? leftOut : { ...leftOut, 'off-map': cube.unplaced(selection).between(from, to) },
    };
  }

  /** Counting began with the day of the first incident, not with its hour. */
  function firstDay(): number {
    return Number.isFinite(cube.firstHour) ? hours.first(hours.day(cube.firstHour)) : Infinity;
  }
}
