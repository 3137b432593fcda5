import { sourceOf } from '#data/contract/incident.ts';
import { createHourSeries, type HourSeries } from './hour-series.ts';
import type { Increment, Ledger } from './ledger.ts';

/** Which row a count belongs to: the sum of what its category and its cell say; below 0 in none. */
export type RowOf = { category(id: string): number; cell(id: string): number };
/** By source, then by row: a series whose hours are days. A row without a count has none. */
export type DayRows = ReadonlyMap<string, readonly (HourSeries | undefined)[]>;

/** A year on: what is counted then makes room for itself. */
const AHEAD_DAYS = 366;

/** The rows of a table, made in one pass over all that was counted and kept current with every increment. */
export function createDayRows(
  ledger: Pick<Ledger, 'sorted' | 'firstHour'>,
  of: RowOf,
  dayOf: (hour: number) => number,
): { rows: DayRows; add(increment: Increment): void } {
  const rows = new Map<string, (HourSeries | undefined)[]>();
  const days = new Map<number, number>();
  const sources: string[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (origin: string) => {
    const source = sourceOf(origin);
    if (!numbers.has(source)) numbers.set(source, sources.push(source) - 1);
    return numbers.get(source)!;
  };
  ledger.sorted(-Infinity, Infinity, { ...of, origin: numberOf }, (hour, category, cell, source, count) =>
    put(sources[source]!, category + cell, hour, count),
  );
  return {
    rows,
    add({ hour, category, cell, origin, count }) {
      const [line, column] = [of.category(category), of.cell(cell)];
      if (line >= 0 && column >= 0) put(sourceOf(origin), line + column, hour, count);
    },
  };

  function put(source: string, row: number, hour: number, count: number): void {
    let day = days.get(hour);
    if (day === undefined) days.set(hour, (day = dayOf(hour)));
    let own = rows.get(source);
    if (!own) rows.set(source, (own = []));
    const series = (own[row] ??= createHourSeries(Math.min(day, firstDay()), day + AHEAD_DAYS));
    series.add(day, count);
  }

  function firstDay(): number {
    return Number.isFinite(ledger.firstHour) ? dayOf(ledger.firstHour) : Infinity;
  }
}
