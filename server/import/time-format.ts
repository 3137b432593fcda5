import { DAY, dayNumber, civilDate, HOUR, MINUTE } from '#data/rules/civil-day.ts';

/** What a text says of a time. An instant, or as much of a date and a clock as it has. */
export type Reading = { instant: number } | Fields;
export type Fields = {
  year?: number;
  month?: number;
  day?: number;
  hour?: number;
  minute?: number;
  second?: number;
  ms?: number;
};
/** Null for a text that is not in the format or names no day or hour there is. */
export type ReadTime = (text: string) => Reading | null;

type Name = keyof Fields | 'pm' | 'offset';
type Token = { pattern: string; name: Name };

const two = '(\\d{2})';
const upToTwo = '(\\d{1,2})';
const tokens: Record<string, Token> = {
  yyyy: { pattern: '(\\d{4})', name: 'year' },
  MM: { pattern: two, name: 'month' },
  M: { pattern: upToTwo, name: 'month' },
  dd: { pattern: two, name: 'day' },
  d: { pattern: upToTwo, name: 'day' },
  HH: { pattern: two, name: 'hour' },
  H: { pattern: upToTwo, name: 'hour' },
  hh: { pattern: two, name: 'hour' },
  h: { pattern: upToTwo, name: 'hour' },
  mm: { pattern: two, name: 'minute' },
  m: { pattern: upToTwo, name: 'minute' },
  ss: { pattern: two, name: 'second' },
  s: { pattern: upToTwo, name: 'second' },
  SSS: { pattern: '(\\d{3})', name: 'ms' },
  a: { pattern: '([AaPp])\\.?[Mm]\\.?', name: 'pm' },
  X: { pattern: '(Z|[+-]\\d{2}(?::?\\d{2})?)', name: 'offset' },
};
// Longest first, then whatever is quoted, then any single character as itself.
const lexer = /yyyy|MM|dd|HH|hh|mm|ss|SSS|[MdHhmsaX]|'([^']*)'|[^]/g;

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/;

/**
 * A reader for a format in Unicode's letters: yyyy MM dd HH hh mm ss SSS a X, single letters where
 * leading noughts may be missing, 'quoted' text as itself; or one of `iso`, `epoch-s`, `epoch-ms`.
 * @throws {RangeError} for a format without any of them.
 */
export function timeFormat(format: string): ReadTime {
  if (format === 'iso') return readIso;
  if (format === 'epoch-s' || format === 'epoch-ms') return readEpoch(format === 'epoch-s' ? 1000 : 1);
  const names: Name[] = [];
  let pattern = '';
  for (const [text, quoted] of format.matchAll(lexer)) {
    const token = tokens[text];
    if (token) names.push(token.name);
    pattern += token ? token.pattern : (quoted ?? text).replaceAll(/[^\w\s]/g, '\\$&').replaceAll(/\s+/g, '\\s+');
  }
  if (names.length === 0) throw new RangeError(`"${format}" has no part of a date or time in it`);
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
    else if (name === 'offset') offset = readOffset(value);
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
  return offset === undefined ? fields : { instant: localMs(fields) - readOffset(offset) };
}

const readEpoch =
  (unit: number): ReadTime =>
  (text) => {
    const value = text.trim() === '' ? NaN : Number(text);
    return Number.isFinite(value) ? { instant: Math.round(value * unit) } : null;
  };

/** `Z`, `+08`, `+0530`, `-03:30` in milliseconds. */
function readOffset(text: string): number {
  if (text === 'Z') return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(3).replace(':', '') || 0)];
  return (text.startsWith('-') ? -1 : 1) * (hours * HOUR + minutes * MINUTE);
}

function isPossible({ year = 2000, month = 1, day = 1, hour = 0, minute = 0, second = 0 }: Fields): boolean {
  // The day of the month is only known to exist once year and month are.
  const date = civilDate(dayNumber(year, month, day));
  return (
    month >= 1 && month <= 12 && date.month === month && date.day === day && hour < 24 && minute < 60 && second < 60
  );
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
