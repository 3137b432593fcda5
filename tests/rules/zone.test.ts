import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { civilDate, DAY, dayNumber, formatDay, HOUR, parseDay, weekday } from '#data/rules/civil-day.ts';
import { hourOfWeek, instantOf, localDay, zoneOffset } from '#data/rules/zone.ts';

const zones = [
  'Asia/Shanghai',
  'Europe/Vienna',
  'America/New_York',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'America/St_Johns',
  'Antarctica/Troll',
  'UTC',
];
const anyZone = fc.constantFrom(...zones);
const anyTime = fc.integer({ min: 0, max: Date.UTC(2045, 0) });

describe('the civil calendar', () => {
  test('agrees with the platform on every date of nine centuries', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 130_000 }), (day) => {
        const date = new Date(day * DAY);
        expect(civilDate(day)).toEqual({
          year: date.getUTCFullYear(),
          month: date.getUTCMonth() + 1,
          day: date.getUTCDate(),
        });
        expect(weekday(day)).toBe((date.getUTCDay() + 6) % 7);
        const { year, month, day: dayOfMonth } = civilDate(day);
        expect(dayNumber(year, month, dayOfMonth)).toBe(day);
      }),
      { numRuns: 2000 },
    );
  });

  test('reads and writes dates', () => {
    expect(parseDay('1970-01-01')).toBe(0);
    expect(formatDay(parseDay('2028-02-29'))).toBe('2028-02-29');
    expect(weekday(parseDay('2026-11-23'))).toBe(0);
  });
});

/** What the clock on the wall shows, asked of the platform afresh each time. */
function shown(timeZone: string, t: number): number {
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(t);
  return Date.parse(text.replace(' ', 'T') + 'Z') + (t % 1000);
}

describe('a time zone', () => {
  test('gives the offset that the platform shows, at any time and right beside each change of the clocks', () => {
    fc.assert(
      fc.property(anyZone, anyTime, (zone, t) => {
        const offset = zoneOffset(zone);
        for (const moment of [t, ...besideChange(zone, t)]) expect(moment + offset(moment)).toBe(shown(zone, moment));
      }),
      { numRuns: 400 },
    );
  });

  test('finds the instant at which the clocks show a local time, and the first one where there are two', () => {
    fc.assert(
      fc.property(anyZone, anyTime, (zone, t) => {
        const offset = zoneOffset(zone);
        const local = t + offset(t);
        const found = instantOf(offset, local);
        expect(found).toBeLessThanOrEqual(t);
        expect(found + offset(found)).toBe(local);
      }),
      { numRuns: 1000 },
    );
  });

  test('never runs backwards: a later local time is never an earlier instant', () => {
    const aroundChanges = fc.tuple(anyZone, anyTime).chain(([zone, t]) => {
      const [, after = t] = besideChange(zone, t);
      const local = after + zoneOffset(zone)(after);
      return fc.tuple(fc.constant(zone), fc.integer({ min: local - DAY, max: local + DAY }), fc.nat(6 * HOUR));
    });
    fc.assert(
      fc.property(aroundChanges, ([zone, local, more]) => {
        const offset = zoneOffset(zone);
        expect(instantOf(offset, local + more)).toBeGreaterThanOrEqual(instantOf(offset, local));
      }),
      { numRuns: 1000 },
    );
  });

  test('an hour that spring skips begins and ends at the change itself', () => {
    const vienna = zoneOffset('Europe/Vienna');
    const change = Date.UTC(2026, 2, 29, 1);
    expect(instantOf(vienna, Date.UTC(2026, 2, 29, 2))).toBe(change);
    expect(instantOf(vienna, Date.UTC(2026, 2, 29, 2, 30))).toBe(change);
    expect(instantOf(vienna, Date.UTC(2026, 2, 29, 3))).toBe(change);
  });

  test('Samoa had no 30 December 2011, and nothing breaks', () => {
    const apia = zoneOffset('Pacific/Apia');
    const change = Date.UTC(2011, 11, 30, 10);
    expect(instantOf(apia, Date.UTC(2011, 11, 30, 12))).toBe(change);
    expect(localDay(apia, change) - localDay(apia, change - 1)).toBe(2);
  });

  test('counts the hours of the week from Monday, in local time', () => {
    const xining = zoneOffset('Asia/Shanghai');
    expect(hourOfWeek(xining, Date.UTC(2026, 10, 22, 16))).toBe(0);
    expect(hourOfWeek(xining, Date.UTC(2026, 10, 22, 15, 59))).toBe(167);
  });

  test('a zone that nobody knows is an error', () => {
    expect(() => zoneOffset('Asia/Atlantis')).toThrow(RangeError);
  });
});

/** The instants just before, at and just after the next change of the clocks, if there is one within 400 days. */
function besideChange(zone: string, t: number): number[] {
  const offset = zoneOffset(zone);
  for (let from = t; from < t + 400 * DAY; from += HOUR) {
    if (offset(from) === offset(from + HOUR)) continue;
    let low = from;
    let high = from + HOUR;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offset(middle) === offset(from)) low = middle;
      else high = middle;
    }
    return [low, high, high + 1];
  }
  return [];
}
