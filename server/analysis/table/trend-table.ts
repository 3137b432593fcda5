import type { TableBy, TableCell, TableRow, TrendTable } from '#data/contract/trend-table.ts';
import { formatDay } from '#data/rules/civil-day.ts';
import { rateInterval } from '#data/stats/counts/poisson-interval.ts';
import { pointToPointSpread } from '#data/stats/series/point-to-point.ts';
import type { Basis, Computed } from '../basis.ts';
import { coveredBy } from '../covered.ts';
import type { Cube } from '../counts/cube.ts';
import { countDays } from './day-counts.ts';
import type { Festivals } from './festivals.ts';
import { compareCounts, FALSE_DISCOVERY, judge } from './judge.ts';
import { periodsUpTo, YEARS_BACK, type Period } from './periods.ts';
import { suppress } from './suppress.ts';
import type { TableRows } from './table-rows.ts';

const WEEKS_OF_SPREAD = 52;
const PER_RESIDENTS = 1000;

type Asked = { by: TableBy; to: number; isPublic: boolean };
type Head = 'asOf' | 'countedTo' | 'seq' | 'definition' | 'counted' | 'leftOut' | 'filling' | 'category' | 'area';

/** Week, 28 days and year up to the local day `to`, that day not included, row by row. */
export function trendTable(
  { series, sources: all, hours }: Basis,
  cube: Pick<Cube, 'rows'>,
  { key, rows, rowOf, residents }: TableRows,
  festivals: Festivals,
  { by, to, isPublic }: Asked,
): Computed<Omit<TrendTable, Head>> {
  const periods = periodsUpTo(to, festivals);
  // Of each comparison the sources that counted through both sides of it.
  const covered = periods.flatMap(({ against }) =>
    against.map(({ before }) => coveredBy(all, hours.first(Math.min(...before, to)), hours.first(to)).sources),
  );
  const counts = countDays(cube.rows(key, rowOf, hours.day), covered);
  const spans = periods.map((period) => range(period.from, period.to));
  const weeks = Array.from({ length: WEEKS_OF_SPREAD }, (_, i) => to - 7 * (WEEKS_OF_SPREAD - i)).map((from) =>
    range(from, from + 7),
  );
  const every = Array.from(rows.keys());
  const year = periods.at(-1)!;

  const total: TableRow = { kind: 'total', id: '', ...rowOn(every) };
  const parts: TableRow[] = rows.map((row, i) => ({ ...row, ...rowOn([i]), ...rateOf(row, i) }));
  const [rest, ...named] = parts;
  const isEmpty = (row: TableRow) => row.cells.every(({ now }) => now === 0);
  const below = [...named, ...(named.length > 0 && rest && !isEmpty(rest) ? [rest] : [])];
  const told = isPublic ? suppress([total, ...below]) : { rows: [total, ...below], suppressed: 0 };
  const judged = judge(told.rows);
  const span = { from: hours.first(year.from), to: hours.first(to) };
  return {
    answer: {
      by,
      until: formatDay(to - 1),
      periods: periods.map(periodSaid),
      rows: judged.rows,
      comparisons: judged.comparisons,
      falseDiscovery: FALSE_DISCOVERY,
      suppressed: told.suppressed,
    },
    ...span,
    leftOut: {
      'other-sources': series().between(span.from, span.to) - sum(every, spans.at(-1)!, 2 * YEARS_BACK.length),
    },
    definition:
      `per local day (${hours.timeZone}) up to ${formatDay(to - 1)}; each period against as many days one and two years before ` +
      `(weeks from Monday; festivals beside festivals by the calendar of the city), from the sources that counted through both; ` +
      `E-test of equal rates, thinned where weeks vary more than chance; verdicts at a false-discovery rate of ${FALSE_DISCOVERY} ` +
      `over the ${judged.comparisons} comparisons of this table`,
  };

  function rowOn(which: readonly number[]): Pick<TableRow, 'cells' | 'spread'> {
    const spread = pointToPointSpread(weeks.map((days) => sum(which, days)));
    return { spread, cells: periods.map((period, i) => cellOn(which, period, i, spread)) };
  }

  function cellOn(which: readonly number[], period: Period, at: number, spread: number): TableCell {
    return {
      now: sum(which, spans[at]!),
      against: period.against.map(({ now, before }, i) => {
        const set = at * YEARS_BACK.length + i;
        if (covered[set]!.size === 0 || before.length === 0) return { none: 'history' };
        return compareCounts(sum(which, now, set), sum(which, before, set), spread);
      }),
    };
  }

  function rateOf({ kind, id }: Pick<TableRow, 'kind' | 'id'>, row: number): Pick<TableRow, 'rate'> {
    if (kind !== 'area') return {};
    const exposure = residents(id);
    if (exposure === 0) return { rate: null };
    return { rate: rateInterval({ count: sum([row], spans.at(-1)!), exposure }, PER_RESIDENTS) };
  }

  function sum(which: readonly number[], days: readonly number[], set?: number): number {
    return which.reduce((all, row) => all + counts.sum(row, days, set), 0);
  }
}

function periodSaid({ id, from, to, against }: Period): TrendTable['periods'][number] {
  return {
    id,
    from: formatDay(from),
    to: formatDay(to - 1),
    days: to - from,
    against: against.map(({ before, unanswered }) => ({
      from: formatDay(Math.min(...before, to)),
      to: formatDay(before.length > 0 ? Math.max(...before) : to),
      unanswered,
    })),
  };
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
