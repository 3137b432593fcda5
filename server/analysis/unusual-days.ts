import type { Calendar } from '#data/contract/city-pack.ts';
import { parseDay } from '#data/rules/civil-day.ts';

/**
 * Days that say nothing about ordinary ones: festivals, named days off, and days worked though
 * the week says otherwise. Local days from 1970-01-01.
 */
export function unusualDays({ festivals, days }: Calendar): ReadonlySet<number> {
  const unusual = new Set(days.map(({ day }) => parseDay(day)));
  for (const { from, to } of festivals) for (let day = parseDay(from); day <= parseDay(to); day++) unusual.add(day);
  return unusual;
}
