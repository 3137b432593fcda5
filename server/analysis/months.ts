import type { MonthSeries } from '#data/contract/trend.ts';
import type { Basis, Computed } from './basis.ts';
import { compareYears } from './compare-years.ts';
import { lastMonths, type Span } from './last-months.ts';

/** The last twelve whole months and the one under way, each beside the same a year before. */
export function monthSeries({
  series,
  hours,
  hour,
  firstHour,
}: Basis): Computed<Pick<MonthSeries, 'months' | 'change'>> {
  const count = ({ from, to }: Span) => series.between(from, to);
  const months = lastMonths(hours, hour);
  const rows = months.map(({ month, partial, now, before }) => ({
    month,
    count: count(now),
    before: before.from < firstHour ? null : count(before),
    partial,
  }));
  const whole = months.filter(({ partial }) => !partial);
  const pairs = whole.map(({ now, before }) => ({
    now: { count: count(now), exposure: now.to - now.from },
    before: { count: count(before), exposure: before.to - before.from },
  }));
  const { from } = whole[0]!.now;
  return {
    answer: { months: rows, change: compareYears(pairs, whole[0]!.before.from >= firstHour) },
    from,
    to: hour,
    leftOut: { 'this-hour': series.between(hour, hour + 1) },
    definition:
      `per month of city time (${hours.timeZone}), up to the last whole hour, beside the same part of the year before; ` +
      `change: the last twelve whole months against the twelve before, exact conditional test of two Poisson rates; ` +
      `the verdict also allows for months that vary more than chance`,
  };
}
