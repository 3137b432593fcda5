import { DAY, dayNumber, HOUR, weekday } from './civil-day.ts';

/** Milliseconds to add to an instant to get what the clocks on the wall show there, as if it were UTC. */
export type Offset = (t: number) => number;

const offsets = new Map<string, Offset>();

/**
 * The offset of an IANA time zone, exact over every change of its clocks.
 * @throws {RangeError} when the zone is not known.
 */
export function zoneOffset(timeZone: string): Offset {
  let offset = offsets.get(timeZone);
  if (!offset) offsets.set(timeZone, (offset = remembered(askedOffset(timeZone))));
  return offset;
}

/** Days since 1970-01-01 on the local calendar. */
export function localDay(offset: Offset, t: number): number {
  return Math.floor((t + offset(t)) / DAY);
}

/** 0 = Monday 00:00 … 167 = Sunday 23:00, local. */
export function hourOfWeek(offset: Offset, t: number): number {
  const local = t + offset(t);
  const day = Math.floor(local / DAY);
  return weekday(day) * 24 + Math.floor((local - day * DAY) / HOUR);
}

/**
 * The first instant at which local clocks show `local` (as if it were UTC) or later. In the hour
 * that spring skips this is the moment of the change; in the hour that autumn repeats, the first pass.
 */
export function instantOf(offset: Offset, local: number): number {
  const before = offset(local - DAY);
  const after = offset(local + DAY);
  const early = local - before;
  if (offset(early) === before) return early;
  const late = local - after;
  if (offset(late) === after) return late;
  return firstDiffering(offset, late, early);
}

// No zone changes its clocks twice within four days.
const SPAN = 4 * DAY;
type Span = { change: number; before: number; after: number };

function remembered(ask: Offset): Offset {
  const spans = new Map<number, Span>();
  return (t) => {
    const index = Math.floor(t / SPAN);
    let span = spans.get(index);
    if (!span) spans.set(index, (span = readSpan(ask, index * SPAN)));
    return t < span.change ? span.before : span.after;
  };
}

function readSpan(ask: Offset, from: number): Span {
  const last = from + SPAN - 1;
  const before = ask(from);
  const after = ask(last);
  return { before, after, change: before === after ? from : firstDiffering(ask, from, last) };
}

/** The first instant in (from, to] whose offset is not that of `from`; `to` must be one. */
function firstDiffering(offset: Offset, from: number, to: number): number {
  const before = offset(from);
  let same = from;
  let other = to;
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (offset(middle) === before) same = middle;
    else other = middle;
  }
  return other;
}

function askedOffset(timeZone: string): Offset {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (t) => {
    const fields = format.format(t).split(/\D+/).map(Number);
    const [month = NaN, day = NaN, year = NaN, hour = NaN, minute = NaN, second = NaN] = fields;
    const local = ((dayNumber(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    return (local - Math.floor(t / 1000)) * 1000;
  };
}
