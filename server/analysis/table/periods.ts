import type { PeriodId } from '#data/contract/trend-table.ts';
import { civilDate, dayNumber, weekday } from '#data/rules/civil-day.ts';
import { alignDays, type AlignedDays } from './align-days.ts';
import type { Festivals } from './festivals.ts';

/** One and two years before. */
export const YEARS_BACK = [1, 2] as const;

/** Local days [from, to), and the days of one and of two years before that they are compared with. */
export type Period = { id: PeriodId; from: number; to: number; against: AlignedDays[] };

/** A year of whole weeks, so that a week stays one from Monday. */
const WEEKS_OF_A_YEAR = 364;

/**
 * Week, 28 days and year up to a day, that day not included. Earlier years have as many days: the week's are those of
 * the same weekdays 52 weeks before; the 28 end on the same date (29 February: on the 28th); the year's begin on 1 January, so
 * that with a leap day between them one side ends a day later by date.
 */
export function periodsUpTo(to: number, festivals: Festivals): Period[] {
  const last = to - 1;
  const { year, month, day } = civilDate(last);
  const monday = last - weekday(last);
  const first = dayNumber(year, 1, 1);
  const sameDate = (years: number) =>
    month === 2 && day === 29 ? dayNumber(year - years, 3, 1) - 1 : dayNumber(year - years, month, day);
  return [
    period('week', monday, (years) => monday - years * WEEKS_OF_A_YEAR),
    period('days28', to - 28, (years) => sameDate(years) - 27),
    period('year', first, (years) => dayNumber(year - years, 1, 1)),
  ];

  function period(id: PeriodId, from: number, before: (years: number) => number): Period {
    const days = daysFrom(from, to - from);
    const against = YEARS_BACK.map((years) => alignDays(days, daysFrom(before(years), days.length), years, festivals));
    return { id, from, to, against };
  }
}

const daysFrom = (first: number, length: number) => Array.from({ length }, (_, i) => first + i);
