import type { Category, CityPack } from '#data/contract/city-pack.ts';
import { DAY, HOUR, parseDay, weekday } from '#data/rules/civil-day.ts';
import { zoneOffset } from '#data/rules/zone.ts';

/**
 * When things happen. `office`: what people call about when offices are open. `street`: what
 * happens where people are about. `night`: what follows late evenings.
 */
export type Pattern = 'office' | 'street' | 'night';

/** How many times its mean a pattern's rate is in the hour that holds `t`. */
export type Rhythm = (pattern: Pattern, t: number) => number;

/** The limits tell: what is promised in working days comes in when offices are open. */
export function patternOf({ limits, priority }: Pick<Category, 'limits' | 'priority'>): Pattern {
  if (limits.resolve?.unit.startsWith('working')) return 'office';
  return priority === 1 ? 'night' : 'street';
}

// Relative rates from midnight on, by the local clock.
const byHour = {
  office: [2, 1, 1, 1, 2, 4, 8, 13, 22, 28, 28, 23, 15, 18, 26, 27, 24, 20, 17, 14, 10, 6, 4, 3],
  street: [6, 5, 4, 3, 3, 4, 6, 9, 11, 12, 12, 12, 12, 12, 13, 13, 14, 16, 17, 16, 15, 13, 11, 8],
  night: [16, 15, 12, 9, 6, 4, 4, 5, 6, 7, 7, 8, 9, 9, 9, 9, 10, 11, 13, 14, 15, 16, 18, 18],
} satisfies Record<Pattern, number[]>;

/** On a day off, in a festival, and how much the season adds at its height. */
const onDayOff: Record<Pattern, number> = { office: 0.55, street: 1.12, night: 1.3 };
const inFestival: Record<Pattern, number> = { office: 0.6, street: 1.35, night: 1.25 };
/** Positive: more in summer. Heating and burst pipes make winter the season of the offices. */
const inSummer: Record<Pattern, number> = { office: -0.15, street: 0.14, night: 0.12 };

const MIDSUMMER = 196;
const YEAR_DAYS = 365.2425;

/** The rhythm of a city: hour of day, days off and worked days of its calendar, season, festivals. */
export function cityRhythm({ city, calendar }: Pick<CityPack, 'city' | 'calendar'>): Rhythm {
  const offset = zoneOffset(city.timeZone);
  const special = new Map(calendar.days.map(({ day, work }) => [parseDay(day), work !== null]));
  const festivals = calendar.festivals.map(({ from, to }) => [parseDay(from), parseDay(to)] as const);
  const summer = city.center[1] >= 0 ? MIDSUMMER : MIDSUMMER + YEAR_DAYS / 2;
  const worksOn = (day: number) => special.get(day) ?? calendar.week[weekday(day)] !== null;
  const isFestival = (day: number) => festivals.some(([from, to]) => from <= day && day <= to);
  const shapes = mapPatterns((pattern) => levelled(pattern, calendar));
  let known = { day: NaN, factors: mapPatterns(() => 1) };

  return (pattern, t) => {
    const local = t + offset(t);
    const day = Math.floor(local / DAY);
    if (day !== known.day) known = { day, factors: mapPatterns((each) => factorOf(each, day)) };
    return known.factors[pattern] * shapes[pattern][Math.floor((local - day * DAY) / HOUR)]!;
  };

  function factorOf(pattern: Pattern, day: number): number {
    const season = 1 + inSummer[pattern] * Math.cos((2 * Math.PI * (day - summer)) / YEAR_DAYS);
    return season * (worksOn(day) ? 1 : onDayOff[pattern]) * (isFestival(day) ? inFestival[pattern] : 1);
  }
}

/** A pattern's hours, brought to a mean of 1 over an ordinary week. */
function levelled(pattern: Pattern, { week }: CityPack['calendar']): number[] {
  const hours = byHour[pattern];
  const meanHour = hours.reduce((sum, rate) => sum + rate, 0) / hours.length;
  const meanDay = week.reduce((sum, work) => sum + (work === null ? onDayOff[pattern] : 1), 0) / week.length;
  return hours.map((rate) => rate / meanHour / meanDay);
}

function mapPatterns<T>(make: (pattern: Pattern) => T): Record<Pattern, T> {
  return { office: make('office'), street: make('street'), night: make('night') };
}
