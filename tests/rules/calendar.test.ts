import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Calendar } from '#data/contract/city-pack.ts';
import { workingTime } from '#data/rules/calendar.ts';
import { DAY, HOUR, MINUTE } from '#data/rules/civil-day.ts';

const office: Calendar['week'][number] = [
  ['08:30', '12:00'],
  ['14:30', '18:00'],
];
/** Lunch at noon, a short Saturday, National Day off, and a Sunday worked in exchange. */
const calendar: Calendar = {
  week: [office, office, office, office, office, [['09:00', '12:00']], null],
  days: [
    { day: '2026-10-01', work: null },
    { day: '2026-10-02', work: null },
    { day: '2026-10-03', work: null },
    { day: '2026-10-11', work: office },
    // Nights on which the clocks change, worked through.
    { day: '2026-03-29', work: [['00:00', '24:00']] },
    { day: '2026-10-25', work: [['00:00', '24:00']] },
    { day: '2026-11-01', work: [['01:30', '02:30']] },
  ],
  festivals: [],
};
const at = (text: string, zone = '+08:00') => Date.parse(text + zone);

const anyTime = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) });
const anyZone = fc.constantFrom('Asia/Shanghai', 'Europe/Vienna', 'America/New_York', 'Australia/Lord_Howe');
const anyAmount = fc.integer({ min: 1, max: 400 * HOUR });

describe('working time in Xining', () => {
  const xining = workingTime(calendar, 'Asia/Shanghai');

  test('a working day is worth the hours of the fullest day of the week', () => {
    expect(xining.day).toBe(7 * HOUR);
  });

  test('lunch does not count', () => {
    expect(xining.between(at('2026-09-28T11:00'), at('2026-09-28T15:00'))).toBe(1.5 * HOUR);
    expect(xining.add(at('2026-09-28T11:30'), HOUR)).toBe(at('2026-09-28T15:00'));
  });

  test('what starts at night starts in the morning', () => {
    expect(xining.add(at('2026-09-27T03:00'), HOUR)).toBe(at('2026-09-28T09:30'));
  });

  test('what is used up at closing time is due then, and not the next morning', () => {
    expect(xining.add(at('2026-09-28T08:30'), 7 * HOUR)).toBe(at('2026-09-28T18:00'));
  });

  test('holidays do not count and a worked Sunday does', () => {
    expect(xining.between(at('2026-09-30T18:00'), at('2026-10-05T08:30'))).toBe(0);
    expect(xining.add(at('2026-10-10T12:00'), 7 * HOUR)).toBe(at('2026-10-11T18:00'));
  });

  test('going back ends at the start of a day rather than at the end of the one before', () => {
    expect(xining.add(at('2026-09-29T18:00'), -7 * HOUR)).toBe(at('2026-09-29T08:30'));
  });
});

describe('a day on which the clocks change', () => {
  const vienna = workingTime(calendar, 'Europe/Vienna');
  test('has 23 hours of work in spring and 25 in autumn when it is worked through', () => {
    expect(vienna.between(at('2026-03-29T00:00', '+01:00'), at('2026-03-30T00:00', '+02:00'))).toBe(23 * HOUR);
    expect(vienna.between(at('2026-10-25T00:00', '+02:00'), at('2026-10-26T00:00', '+01:00'))).toBe(25 * HOUR);
  });

  test('a shift that begins in the repeated hour begins in its first pass', () => {
    const newYork = workingTime(calendar, 'America/New_York');
    expect(newYork.between(at('2026-11-01T00:00', '-04:00'), at('2026-11-01T12:00', '-05:00'))).toBe(2 * HOUR);
  });
});

/** Counts the open minutes one by one, asking the platform for the local time of each. */
function countedMinutes(zone: string, from: number, to: number): number {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  let count = 0;
  for (let t = from; t < to; t += MINUTE) {
    const [day = '', time = ''] = format.format(t).split(' ');
    const special = calendar.days.find((entry) => entry.day === day);
    const work = special ? special.work : calendar.week[(new Date(day).getUTCDay() + 6) % 7];
    if (work?.some(([opens, closes]) => opens <= time && time < closes)) count++;
  }
  return count;
}

describe('working time anywhere', () => {
  test('equals the open minutes counted one by one, across lunch, holidays and changes of the clocks', () => {
    // The span that ends within a repeated hour is left to the named test above.
    const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Vienna', 'Australia/Lord_Howe');
    const near = fc.constantFrom('2026-03-28', '2026-10-01', '2026-10-24', '2026-10-31', '2026-10-09');
    fc.assert(
      fc.property(zones, near, fc.nat(2 * 1440), fc.nat(3 * 1440), (zone, day, start, length) => {
        const from = Date.parse(day + 'T00:00Z') + start * MINUTE;
        const to = from + length * MINUTE;
        expect(workingTime(calendar, zone).between(from, to) / MINUTE).toBe(countedMinutes(zone, from, to));
      }),
      { numRuns: 120 },
    );
  });

  test('adds up: the time from a to c is the time from a to b and from b to c, in any order', () => {
    fc.assert(
      fc.property(anyZone, anyTime, anyTime, anyTime, (zone, a, b, c) => {
        const { between } = workingTime(calendar, zone);
        expect(between(a, b) + between(b, c)).toBe(between(a, c));
      }),
    );
  });

  test('what is added has passed, and adding twice is adding the sum', () => {
    fc.assert(
      fc.property(anyZone, anyTime, anyAmount, anyAmount, (zone, t, first, second) => {
        const { add, between } = workingTime(calendar, zone);
        expect(between(t, add(t, first))).toBe(first);
        expect(between(t, add(t, -first))).toBe(-first);
        expect(add(add(t, first), second)).toBe(add(t, first + second));
      }),
    );
  });

  test('who starts later or needs longer is never due earlier', () => {
    fc.assert(
      fc.property(anyZone, anyTime, fc.nat(10 * DAY), anyAmount, anyAmount, (zone, t, later, amount, more) => {
        const { add } = workingTime(calendar, zone);
        expect(add(t + later, amount)).toBeGreaterThanOrEqual(add(t, amount));
        expect(add(t, amount + more)).toBeGreaterThan(add(t, amount));
      }),
    );
  });

  test('a calendar that never works is an error rather than a wait without end', () => {
    const never: Calendar = { week: [null, null, null, null, null, null, null], days: [], festivals: [] };
    expect(() => workingTime(never, 'UTC').add(0, HOUR)).toThrow(RangeError);
  });
});
