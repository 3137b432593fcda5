import { civilDate, dayNumber } from '#data/rules/civil-day.ts';
import type { CityHours } from './city-hours.ts';

/** Hours [from, to). */
export type Span = { from: number; to: number };

export type Month = {
  /** `2026-11` */
  month: string;
  /** Under way: both spans hold only the part that is over. */
  partial: boolean;
  now: Span;
  /** The same month, or the same part of it, one year before. */
  before: Span;
};

/** The last twelve whole months and the one under way, oldest first. */
export function lastMonths(hours: CityHours, hour: number): Month[] {
  const today = civilDate(hours.day(hour));
  const thisMonth = today.year * 12 + today.month - 1;
  return Array.from({ length: 13 }, (_, i) => {
    const index = thisMonth - 12 + i;
    const now = wholeMonth(hours, index);
    const before = wholeMonth(hours, index - 12);
    if (index < thisMonth) return { month: name(index), partial: false, now, before };
    const passed = hour - now.from;
    return {
      month: name(index),
      partial: true,
      now: { from: now.from, to: hour },
      before: { from: before.from, to: Math.min(before.from + passed, before.to) },
    };
  });
}

/** `index` counts months from January of the year 0. */
function wholeMonth(hours: CityHours, index: number): Span {
  const first = (at: number) => hours.first(dayNumber(Math.floor(at / 12), (at % 12) + 1, 1));
  return { from: first(index), to: first(index + 1) };
}

const name = (index: number) => `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
