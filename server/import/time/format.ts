import { DAY, dayNumber, civilDate, HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { readNumber } from '../read-number.ts';
import { isWholeTime, lettersOf, type Fields, type Name, type WholeTime } from './letters.ts';

/** What a text says of a time. An instant, or as much of a date and a clock as it has. */
export type Reading = { instant: number } | Fields;
/** Null for a text that is not in the format or names no day or hour there is. */
export type ReadTime = (text: string) => Reading | null;

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

const words: Record<WholeTime, ReadTime> = {
  iso: readIso,
  'epoch-s': readEpoch(1000),
  'epoch-ms': readEpoch(1),
  'excel-serial': readSerial(25_569),
  'excel-serial-1904': readSerial(24_107),
};

/**
 * A reader for a format in Unicode's letters: yyyy yy MMMM MMM MM dd HH hh mm ss SSS a X, single letters
 * where leading noughts may be missing, 'quoted' text as itself; or one of `iso`, `epoch-s`, `epoch-ms`,
 * `excel-serial`, `excel-serial-1904`.
 * @throws {RangeError} for a format without any of them, or with a letter that is none of them.
 */
export function timeFormat(format: string): ReadTime {
  if (isWholeTime(format)) return words[format];
  const { names, pattern } = lettersOf(format);
  const whole = new RegExp(`^\\s*${pattern}\\s*$`);
  return (text) => {
    const match = whole.exec(text);
    return match && reading(names, match.slice(1));
  };
}

function reading(names: readonly Name[], values: readonly string[]): Reading | null {
  const fields: Fields = {};
  let pm: boolean | undefined;
  let offset: number | undefined;
  for (const [i, name] of names.entries()) {
    const value = values[i]!;
    if (name === 'pm') pm = value.toLowerCase() === 'p';
    else if (name === 'offset') {
      const read = readOffset(value);
      if (read === null) return null;
      offset = read;
    } else if (name === 'monthName') fields.month = monthOf(value);
    else if (name === 'shortYear') fields.year = century(Number(value));
    else fields[name] = Number(value);
  }
  if (pm !== undefined) {
    if (!(fields.hour! >= 1 && fields.hour! <= 12)) return null;
    fields.hour = (fields.hour! % 12) + (pm ? 12 : 0);
  }
  if (!isPossible(fields)) return null;
  return offset === undefined ? fields : { instant: localMs(fields) - offset };
}

function readIso(text: string): Reading | null {
  const match = ISO.exec(text.trim());
  if (!match) return null;
  const [, year, month, day, hour, minute, second, fraction, offset] = match;
  const number = (value: string | undefined) => (value === undefined ? undefined : Number(value));
  const ms = fraction === undefined ? undefined : Math.floor(Number(`0.${fraction}`) * 1000);
  const fields = Object.fromEntries(
    Object.entries({
      year: number(year),
      month: number(month),
      day: number(day),
      hour: number(hour),
      minute: number(minute),
      second: number(second),
      ms,
    }).filter(([, value]) => value !== undefined),
  ) as Fields;
  if (!isPossible(fields)) return null;
  if (offset === undefined) return fields;
  const ahead = readOffset(offset);
  return ahead === null ? null : { instant: localMs(fields) - ahead };
}

function readEpoch(unit: number): ReadTime {
  return (text) => {
    const value = readNumber(text);
    return Number.isNaN(value) ? null : { instant: Math.round(value * unit) };
  };
}

/**
 * Days since the last of December 1899 or the first of 1904, as spreadsheets keep local times; that they take
 * 1900 for a leap year is before our time. `of1970`: the number of that year's first day.
 */
function readSerial(of1970: number): ReadTime {
  return (text) => {
    const days = readNumber(text);
    if (Number.isNaN(days)) return null;
    // A cell that shows a date holds a whole number.
    if (Number.isInteger(days)) return civilDate(days - of1970);
    // A day in binary fractions is a little off: spreadsheets show whole seconds.
    return fieldsOf(Math.round((days - of1970) * 86_400) * 1000);
  };
}

const months = 'january february march april may june july august september october november december'.split(' ');

/** 1 to 12, by the English name or at least three letters of it; 0 for what is no month. */
function monthOf(name: string): number {
  const letters = name.toLowerCase();
  return letters.length < 3 ? 0 : months.findIndex((month) => month.startsWith(letters)) + 1;
}

/** 70 to 99 are of the last century: nothing before 1970 is taken. */
const century = (year: number): number => (year < 70 ? 2000 : 1900) + year;

/** `Z`, `+08`, `+0530`, `-03:30` in milliseconds; null for what no clock on earth is off by. */
function readOffset(text: string): number | null {
  if (/^z$/i.test(text)) return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(3).replace(':', '') || 0)];
  if (hours > 14 || minutes > 59) return null;
  return (text.startsWith('-') ? -1 : 1) * (hours * HOUR + minutes * MINUTE);
}

/** Whether there is such a day and hour. 24:00 is the end of a day. */
export function isPossible({
  year = 2000,
  month = 1,
  day = 1,
  hour = 0,
  minute = 0,
  second = 0,
  ms = 0,
}: Fields): boolean {
  // The day of the month is only known to exist once year and month are.
  const date = civilDate(dayNumber(year, month, day));
  const isDay = month >= 1 && month <= 12 && date.month === month && date.day === day;
  const isEnd = hour === 24 && minute === 0 && second === 0 && ms === 0;
  return isDay && (isEnd || (hour < 24 && minute < 60 && second < 60));
}

/** The fields as if they were UTC; what is missing is the beginning of it. */
export function localMs({ year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0, ms = 0 }: Fields): number {
  return dayNumber(year, month, day) * DAY + hour * HOUR + minute * MINUTE + second * 1000 + ms;
}

/** The other way round. */
export function fieldsOf(local: number): Required<Fields> {
  const days = Math.floor(local / DAY);
  const rest = local - days * DAY;
  return {
    ...civilDate(days),
    hour: Math.floor(rest / HOUR),
    minute: Math.floor(rest / MINUTE) % 60,
    second: Math.floor(rest / 1000) % 60,
    ms: rest % 1000,
  };
}
