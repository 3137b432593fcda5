import type { CityPack } from '#data/contract/city-pack.ts';
import type { HeatMatrix, MonthSeries, TrendHead, WeekSeries } from '#data/contract/trend.ts';
import type { Claim, ClaimCard } from '#data/contract/claim.ts';
import type { TableBy, TrendTable } from '#data/contract/trend-table.ts';
import type { TrendWeeks } from '#data/contract/trend-weeks.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Areas } from '../city/areas.ts';
import { cityHours } from './city-hours.ts';
import type { Cube, Of } from './counts/cube.ts';
import type { Basis, Computed } from './basis.ts';
import { heatMatrix } from './heat.ts';
import { createLiveCube, type LiveCubeParts } from './counts/live-cube.ts';
import type { CommunityAnswer } from '#data/contract/desk-api.ts';
import { lastWeeks } from './last-weeks.ts';
import { monthSeries } from './months.ts';
import { citySelections, type Selection, type Selections } from './counts/selection.ts';
import { unusualDays } from './unusual-days.ts';
import { claimCard } from './claims/claim-card.ts';
import { notableClaims } from './claims/notable.ts';
import { trendWeeks } from './series/trend-weeks.ts';
import { createFestivals } from './table/festivals.ts';
import { tableRows } from './table/table-rows.ts';
import { trendTable } from './table/trend-table.ts';
import { weekSeries } from './week.ts';

/** Trends out of memory: every answer says up to where it counted, what, and what it left out. */
export type Analysis = {
  readonly selections: Selections;
  week(selection: Selection): WeekSeries;
  months(selection: Selection): MonthSeries;
  heat(selection: Selection): HeatMatrix;
  /** Up to the local day `to`, that day not included. */
  table(selection: Selection, asked: { by: TableBy; to: number }): TrendTable;
  /** Whole weeks up to the local day `to`. */
  weekly(selection: Selection, to: number): TrendWeeks;
  /** What stands behind a claim, and the claims that the counts invite; up to the local day `to`. */
  claim(selection: Selection, to: number): ClaimCard;
  claims(to: number): Claim[];
  /** The local day of now, and that of the first count of a selection; Infinity where nothing was ever counted. */
  today(): number;
  since(selection: Selection): number;
  /** The counts by hour, category and cell; the hour of `now`, and the one in which counting began. */
  counts(now: number): { hour: number; firstHour: number; each: Cube['each'] };
  /** The last weeks, as the page of a community shows them. */
  weeks(selection: Selection): Pick<CommunityAnswer, 'weeks' | 'change'>;
  /** As of when and after which fact an answer holds that is given now. */
  head(): Pick<TrendHead, 'asOf' | 'seq'>;
  /** As long as these are the same, an answer is but for its head: the counts, how many there are, the hour, what is still to come. */
  counted(): readonly [counts: object, size: number, hour: number, filling: number | null];
  /** The share of the history that is there, while it is filled in from its end on; null: all of it. */
  fill(share: number | null): void;
  filling(): number | null;
  /** Counts anew after the store was exchanged. */
  reload(): Promise<void>;
  stop: Stop;
};

type Parts = Pick<LiveCubeParts, 'rollups' | 'log' | 'open'> & {
  clock: Clock;
  pack: Pick<CityPack, 'city' | 'categories' | 'calendar' | 'areas'>;
  areas: Areas;
  /** As in the store's roll-ups, milliseconds. */
  hourShift: number;
};

/** Resolves when all roll-ups are in memory. */
export async function createAnalysis({ rollups, log, clock, pack, areas, hourShift, open }: Parts): Promise<Analysis> {
  const hours = cityHours(pack.city.timeZone, hourShift);
  const selections = citySelections(pack.categories, areas);
  const unusual = unusualDays(pack.calendar);
  const festivals = createFestivals(pack.calendar.festivals);
  const rowsOf = tableRows(pack, areas, selections);
  const present = () => hours.at(clock.now());
  let filling: number | null = null;
  const live = await createLiveCube({ rollups, log, selections, open, hourOf: hours.at, hour: present });

  return {
    selections,
    week: (selection) => answer(selection, weekSeries),
    months: (selection) => answer(selection, monthSeries),
    heat: (selection) => answer(selection, heatMatrix),
    table(selection, { by, to }) {
      const asked = { by, to, isPublic: selection.public === true };
      const table = answer(selection, (basis) =>
        trendTable(basis, live.cube(), rowsOf(selection, by), festivals, asked),
      );
      // A total that is withheld is in no other field either.
      const withheld = table.rows[0]!.cells.some(({ now }) => now === null) && { counted: 0, leftOut: {} };
      return { ...table, ...withheld, ...named(selection) };
    },
    claim: (selection, to) => ({ ...answer(selection, (basis) => claimCard(basis, to)), ...named(selection) }),
    claims: (to) => notableClaims(basisOf(live.cube(), {}, present()), live.cube(), areas, pack, to),
    weekly: (selection, to) => ({
      ...answer(selection, (basis) => trendWeeks(basis, to)),
      ...named(selection),
    }),
    today: () => hours.day(present()),
    since(selection) {
      const first = live.cube().series(selection).first();
      return Number.isFinite(first) ? hours.day(first) : Infinity;
    },
    counts(now) {
      const { firstHour, each } = live.cube();
      return { hour: hours.at(now), firstHour, each };
    },
    weeks(selection) {
      return lastWeeks(basisOf(live.cube(), selection, present()));
    },
    head,
    counted: () => [live.cube(), live.cube().size, present(), filling],
    fill: (share) => void (filling = share),
    filling: () => filling,
    reload: live.load,
    stop: live.stop,
  };

  function head() {
    return { asOf: clock.now(), seq: live.seq() };
  }

  function answer<A>(selection: Selection, compute: (basis: Basis) => Computed<A>): A & TrendHead {
    const asOf = clock.now();
    const cube = live.cube();
    const { from, to, sources, leftOut, ...computed } = compute(basisOf(cube, selection, hours.at(asOf)));
    const counted = (of?: Of) => cube.series(selection, of).between(from, to);
    const others = sources ? counted() - counted({ sources }) : 0;
    return {
      ...computed.answer,
      ...(filling !== null && { filling }),
      asOf,
      countedTo: hours.start(to),
      seq: live.seq(),
      definition: `${selections.words(selection)} by time of report, ${computed.definition}`,
      counted: counted(sources && { sources }),
      // Where an area is asked for, what has no place cannot be in it.
      leftOut: {
        ...leftOut,
        ...(others > 0 && { 'other-sources': others }),
        ...(selection.area !== undefined && { 'off-map': cube.unplaced(selection).between(from, to) }),
      },
    };
  }

  function basisOf(cube: Cube, selection: Selection, hour: number): Basis {
    return {
      series: (of) => cube.series(selection, of),
      sources: Array.from(cube.sources, ([source, series]) => ({ source, series, first: dayOf(series.first()) })),
      hours,
      hour,
      firstHour: dayOf(cube.firstHour),
      unusual,
    };
  }

  /** Counting began with the day of the first incident, not with its hour. */
  function dayOf(firstHour: number): number {
    return Number.isFinite(firstHour) ? hours.first(hours.day(firstHour)) : Infinity;
  }
}

const named = ({ category, area }: Selection) => ({
  ...(category !== undefined && { category }),
  ...(area !== undefined && { area }),
});
