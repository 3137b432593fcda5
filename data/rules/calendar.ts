import type { Calendar } from '../contract/city-pack.ts';
import { DAY, MINUTE, parseDay, weekday } from './civil-day.ts';
import { instantOf, localDay, zoneOffset } from './zone.ts';

/** Time that counts only while work is done. */
export type WorkingTime = {
  /** Working milliseconds from `a` to `b`, negative when `b` comes first. */
  between(a: number, b: number): number;
  /**
   * The instant by which `ms` more of working time have passed: the end of a day rather than the
   * start of the next. A negative `ms` goes back.
   * @throws {RangeError} when the calendar never works.
   */
  add(t: number, ms: number): number;
  isOpen(t: number): boolean;
  /** What one working day is worth, in milliseconds: the fullest day of the week. */
  readonly day: number;
};

const known = new WeakMap<Calendar, Map<string, WorkingTime>>();

/** The working time of a calendar in an IANA time zone. The same object for the same two. */
export function workingTime(calendar: Calendar, timeZone: string): WorkingTime {
  let zones = known.get(calendar);
  if (!zones) known.set(calendar, (zones = new Map()));
  let time = zones.get(timeZone);
  if (!time) zones.set(timeZone, (time = makeWorkingTime(calendar, timeZone)));
  return time;
}

/** [from, to) in milliseconds: local ones of a day, or instants. */
type Span = readonly [number, number];
type Work = NonNullable<Calendar['week'][number]>;

/** No office is closed for longer than this. */
const LONGEST_REST_DAYS = 1000;

function makeWorkingTime(calendar: Calendar, timeZone: string): WorkingTime {
  const offset = zoneOffset(timeZone);
  const special = new Map(calendar.days.map(({ day, work }) => [parseDay(day), work]));
  const days = new Map<number, readonly Span[]>();

  const spansOf = (day: number): readonly Span[] => {
    let spans = days.get(day);
    if (!spans) {
      const work = special.has(day) ? special.get(day) : calendar.week[weekday(day)];
      const instant = (local: number) => instantOf(offset, day * DAY + local);
      spans = localSpans(work ?? []).map(([from, to]) => [instant(from), instant(to)] as const);
      days.set(day, spans);
    }
    return spans;
  };

  const between = (a: number, b: number): number => {
    if (b < a) return 0 - between(b, a);
    let sum = 0;
    const last = localDay(offset, b);
    for (let day = localDay(offset, a); day <= last; day++) {
      for (const [from, to] of spansOf(day)) sum += Math.max(0, Math.min(to, b) - Math.max(from, a));
    }
    return sum;
  };

  const forward = (t: number, ms: number): number => {
    let left = ms;
    for (let day = localDay(offset, t), rested = 0; rested < LONGEST_REST_DAYS; day++, rested++) {
      for (const [from, to] of spansOf(day)) {
        const start = Math.max(from, t);
        if (to <= start) continue;
        if (left <= to - start) return start + left;
        left -= to - start;
        rested = 0;
      }
    }
    throw new RangeError('The calendar has no working time');
  };

  const back = (t: number, ms: number): number => {
    let left = ms;
    for (let day = localDay(offset, t), rested = 0; rested < LONGEST_REST_DAYS; day--, rested++) {
      for (const [from, to] of spansOf(day).toReversed()) {
        const end = Math.min(to, t);
        if (end <= from) continue;
        if (left <= end - from) return end - left;
        left -= end - from;
        rested = 0;
      }
    }
    throw new RangeError('The calendar has no working time');
  };

  return {
    between,
    add: (t, ms) => (ms > 0 ? forward(t, ms) : ms < 0 ? back(t, -ms) : t),
    isOpen: (t) => spansOf(localDay(offset, t)).some(([from, to]) => from <= t && t < to),
    day: Math.max(...calendar.week.map((work) => lengthOf(localSpans(work ?? [])))),
  };
}

/** In order, and one where two overlap. */
function localSpans(work: Work): Span[] {
  const spans: Span[] = [];
  const sorted = work.map(([from, to]) => [minutes(from) * MINUTE, minutes(to) * MINUTE] as const);
  for (const [from, to] of sorted.toSorted((a, b) => a[0] - b[0])) {
    const last = spans.at(-1);
    if (to <= from) continue;
    if (last && from <= last[1]) spans[spans.length - 1] = [last[0], Math.max(last[1], to)];
    else spans.push([from, to]);
  }
  return spans;
}

function minutes(hourMinute: string): number {
  const [hour = NaN, minute = NaN] = hourMinute.split(':').map(Number);
  return hour * 60 + minute;
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, [from, to]) => sum + to - from, 0);
}
