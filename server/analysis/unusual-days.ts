import type { Calendar } from '#data/contract/city-pack.ts';
import { parseDay } from '#data/rules/civil-day.ts';

/** What lasts longer is a season: it comes every year, and is compared with that of other years. */
export const LONGEST_FESTIVAL_DAYS = 15;

/**
 * Days that say nothing about ordinary ones: festivals, named days off, and days worked though
 * the week says otherwise. Local days from 1970-01-01.
 */
export function unusualDays({ festivals, days }: Calendar): ReadonlySet<number> {
  const unusual = new Set(days.map(({ day }) => parseDay(day)));
  for (const { from, to } of festivals) {
    const [first, last] = [parseDay(from), parseDay(to)];
    if (last - first >= LONGEST_FESTIVAL_DAYS) continue;
    for (let day = first; day <= last; day++) unusual.add(day);
  }
  return unusual;
}
