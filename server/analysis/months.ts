import type { MonthSeries } from '#data/contract/trend.ts';
import type { Basis, Computed } from './basis.ts';
import { compareYears } from './compare-years.ts';
import { coveredBy, type SourceSeries } from './covered.ts';
import { lastMonths, type Span } from './last-months.ts';

/** The last twelve whole months and the one under way, each beside the same a year before. */
export function monthSeries({
  series,
  sources: all,
  hours,
  hour,
  firstHour,
}: Basis): Computed<Pick<MonthSeries, 'months' | 'change'>> {
  const months = lastMonths(hours, hour);
  const since = months[0]!.before.from;
  // The month under way is in no verdict.
  const { sources } = coveredBy(all, since, months.at(-1)!.now.from);
  const known = sources.size > 0;
  const counts = series(known ? { sources } : {});
  const count = ({ from, to }: Span) => counts.between(from, to);
  const rows = months.map(({ month, partial, now, before }) => ({
    month,
    count: count(now),
    before: before.from < firstHour || !(known || isAlike(all, now, before)) ? null : count(before),
    partial,
  }));
  const whole = months.filter(({ partial }) => !partial);
  const pairs = whole.map(({ now, before }) => ({
    now: { count: count(now), exposure: now.to - now.from },
    before: { count: count(before), exposure: before.to - before.from },
  }));
  const { from } = whole[0]!.now;
  return {
    answer: { months: rows, change: compareYears(pairs, known) },
    from,
    to: hour,
    ...(known && { sources }),
    leftOut: { 'this-hour': series().between(hour, hour + 1) },
    definition:
      `per month of city time (${hours.timeZone}), up to the last whole hour, beside the same part of the year before, from the sources that cover both years; ` +
      `change: the last twelve whole months against the twelve before, exact conditional test of two Poisson rates; ` +
      `the verdict also allows for months that vary more than chance`,
  };
}

/** Whatever counted in `now` could have counted in `before`. */
function isAlike(all: readonly SourceSeries[], now: Span, before: Span): boolean {
  return all.every(({ first, series }) => first <= before.from || series.between(now.from, now.to) === 0);
}
