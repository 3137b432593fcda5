import { median } from '#data/stats/median.ts';
import type { Alike } from './alike.ts';

/** How much busier the week asked about is than each earlier one, for the time of year alone. */
export type Season = {
  /** One factor for each earlier week. */
  ratios: number[];
  /** Relative variance of such a factor. */
  variance: number;
  /** How many earlier years said so; where none could, every factor is 1. */
  years: number;
};

/** A year of whole weeks, so that weekdays stay what they are. */
const YEAR_DAYS = 364;
/** Five weeks are taken together, the middle one being that asked for: a season has no sharp edge. */
const WINDOW_DAYS = 35;
const BEFORE_DAYS = 14;
/** Fewer incidents in a window say more about chance than about the season. */
const ENOUGH = 50;

type Level = { count: number; days: number };

/**
 * The season from earlier years of the same series: the level around the week `monday` of each
 * year over the level around the earlier week, and of these the median, so that one year with a
 * break in it does not decide.
 */
export function seasonBetween(basis: Alike, monday: number, earlier: readonly number[]): Season {
  const { whole, hours, firstHour, unusual } = basis;
  const none: Season = { ratios: earlier.map(() => 1), variance: 0, years: 0 };
  if (earlier.length === 0) return none;
  const oldest = Math.min(...earlier);
  const years: number[] = [];
  for (let back = YEAR_DAYS; hours.first(oldest - back - BEFORE_DAYS) >= firstHour; back += YEAR_DAYS) years.push(back);
  if (years.length === 0) return none;

  // Windows of neighbouring weeks share most of their days.
  const counted = new Map<number, number>();
  const here = years.map((back) => level(monday - back));
  const there = earlier.map((week) => years.map((back) => level(week - back)));
  if ([here, ...there].flat().some(({ count }) => count < ENOUGH)) return none;
  return {
    ratios: there.map((levels) => median(levels.map((then, i) => rate(here[i]!) / rate(then)))),
    variance:
      there.flatMap((levels) => levels.map((then, i) => 1 / here[i]!.count + 1 / then.count)).reduce(sum) /
      (earlier.length * years.length ** 2),
    years: years.length,
  };

  /** The ordinary days of the window around a week. */
  function level(week: number): Level {
    const level = { count: 0, days: 0 };
    for (let day = week - BEFORE_DAYS; day < week - BEFORE_DAYS + WINDOW_DAYS; day++) {
      if (unusual.has(day)) continue;
      level.count += ofDay(day);
      level.days++;
    }
    return level;
  }

  function ofDay(day: number): number {
    let count = counted.get(day);
    if (count === undefined) counted.set(day, (count = whole.between(hours.first(day), hours.first(day + 1))));
    return count;
  }
}

const rate = ({ count, days }: Level) => count / days;
const sum = (a: number, b: number) => a + b;
