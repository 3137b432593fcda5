import type { Calendar } from '#data/contract/city-pack.ts';
import { parseDay } from '#data/rules/civil-day.ts';
import { LONGEST_FESTIVAL_DAYS } from '../unusual-days.ts';

/** The pack's festivals, as days that answer each other from year to year. Days count from 1970-01-01. */
export type Festivals = {
  isOne(day: number): boolean;
  /** The same day of the same festival so many years before; null where it had no such day, or none is known. */
  before(day: number, years: number): number | null;
};

type Festival = { name: string; from: number; to: number };

/** About a year: a festival by the moon comes up to a month earlier or later. */
const YEAR_DAYS = 365.25;
const MOVES_DAYS = 45;

export function createFestivals(festivals: Calendar['festivals']): Festivals {
  const all: Festival[] = festivals
    .map(({ from, to, names }) => ({ name: names.en, from: parseDay(from), to: parseDay(to) }))
    .filter(({ from, to }) => to - from < LONGEST_FESTIVAL_DAYS);
  const on = (day: number) => all.find(({ from, to }) => day >= from && day <= to);
  return {
    isOne: (day) => on(day) !== undefined,
    before(day, years) {
      const now = on(day);
      if (!now) return null;
      const about = now.from - years * YEAR_DAYS;
      const like = all
        .filter(({ name, from }) => name === now.name && Math.abs(from - about) <= MOVES_DAYS)
        .toSorted((a, b) => Math.abs(a.from - about) - Math.abs(b.from - about))[0];
      if (!like) return null;
      const then = like.from + (day - now.from);
      return then <= like.to ? then : null;
    },
  };
}
