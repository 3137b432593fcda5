import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Due } from '#data/contract/incident.ts';
import type { TimeLimit } from '#data/contract/time-limit.ts';
import { workingTime } from '#data/rules/calendar.ts';
import { DAY, HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { afterLimit, afterSuspension, categoryOf, dueOf, nearFrom } from '#data/rules/time-limits.ts';
import { makePack } from '../support/pack.ts';

const pack = makePack();
const { calendar } = pack;
const zone = pack.city.timeZone;
const working = workingTime(calendar, zone);
const at = (text: string) => Date.parse(text + '+01:00');

describe('time limits', () => {
  test('run in minutes and hours by the clock, and in working hours and days by the calendar', () => {
    const friday = at('2026-03-06T17:00');
    const danger = categoryOf('hidden-danger/blocked-exit', pack)!;
    expect(dueOf(danger, friday, calendar, zone)).toEqual({
      accept: at('2026-03-06T17:15'),
      attend: at('2026-03-09T10:00'),
      resolve: at('2026-03-09T17:00'),
    });
  });

  test('a category without a limit sets none', () => {
    expect(dueOf(categoryOf('city-order/litter', pack)!, 0, calendar, zone)).not.toHaveProperty('accept');
  });

  test('are near when a fifth of the allotted time is left: for working time, of working time', () => {
    const received = at('2026-03-06T17:00');
    const due = { attend: at('2026-03-06T17:10'), resolve: at('2026-03-09T17:00') };
    const near = (category: string, step: keyof Due) => nearFrom({ category, due, times: { received } }, step, pack);
    expect(near('public-security/assault', 'attend')).toBe(at('2026-03-06T17:08'));
    // A fifth of 7.5 hours back from Monday 17:00, which is Monday too and not the Sunday between.
    expect(near('hidden-danger/blocked-exit', 'resolve')).toBe(at('2026-03-09T15:30'));
  });

  test('of a category that the city no longer has are near when a fifth of the time since the report is left', () => {
    const incident = { category: 'gone/away', due: { resolve: 11_000 }, times: { received: 1000 } };
    expect(nearFrom(incident, 'resolve', pack)).toBe(9000);
  });
});

const anyTime = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2026, 11) });
const anyLimit: fc.Arbitrary<TimeLimit> = fc.record({
  amount: fc.integer({ min: 1, max: 30 }),
  unit: fc.constantFrom('minutes', 'hours', 'working-hours', 'working-days'),
});
/** An incident with one limit in working days and one by the clock. */
const openCase = (received: number) => ({
  category: 'livelihood/water-leak',
  due: dueOf(categoryOf('livelihood/water-leak', pack)!, received, calendar, zone),
});

describe('an extension', () => {
  test('is never shorter than nothing, and two are as good as one of both', () => {
    fc.assert(
      fc.property(anyTime, anyLimit, fc.integer({ min: 1, max: 30 }), (due, by, more) => {
        const once = afterLimit(due, by, calendar, zone);
        expect(once).toBeGreaterThan(due);
        const both = { ...by, amount: by.amount + more };
        expect(afterLimit(once, { ...by, amount: more }, calendar, zone)).toBe(afterLimit(due, both, calendar, zone));
      }),
    );
  });
});

describe('a suspension', () => {
  const anyPause = fc.tuple(anyTime, fc.nat(3 * DAY), fc.integer({ min: 1, max: 10 * DAY }));

  test('moves each limit by exactly the time that was lost: by the clock or in working time', () => {
    fc.assert(
      fc.property(anyPause, ([received, after, length]) => {
        const incident = openCase(received);
        const since = received + after;
        const until = since + length;
        const moved = afterSuspension(incident, since, until, pack);
        const { attend = NaN, resolve = NaN } = incident.due;
        expect(moved.attend! - attend).toBe(attend > since ? length : 0);
        const lost = resolve > since ? working.between(since, until) : 0;
        expect(working.between(resolve, moved.resolve!)).toBe(lost);
      }),
    );
  });

  test('outside working time moves no working limit', () => {
    const incident = openCase(at('2026-03-06T10:00'));
    const moved = afterSuspension(incident, at('2026-03-06T18:00'), at('2026-03-09T09:00'), pack);
    expect(moved.resolve).toBe(incident.due.resolve);
  });

  test('in two parts is as good as in one', () => {
    fc.assert(
      fc.property(anyPause, fc.double({ min: 0, max: 1, noNaN: true }), ([received, after, length], share) => {
        const incident = openCase(received);
        const since = received + after;
        const middle = since + Math.round(length * share);
        const first = afterSuspension(incident, since, middle, pack);
        const second = afterSuspension({ ...incident, due: first }, middle, since + length, pack);
        expect(second).toEqual(afterSuspension(incident, since, since + length, pack));
      }),
    );
  });

  test('that lasts longer never makes anything due earlier', () => {
    fc.assert(
      fc.property(anyPause, fc.nat(5 * DAY), ([received, after, length], more) => {
        const incident = openCase(received);
        const since = received + after;
        const short = afterSuspension(incident, since, since + length, pack);
        const long = afterSuspension(incident, since, since + length + more, pack);
        for (const step of ['attend', 'resolve'] as const) {
          expect(short[step]).toBeGreaterThanOrEqual(incident.due[step]!);
          expect(long[step]).toBeGreaterThanOrEqual(short[step]!);
        }
      }),
    );
  });

  test('does not bring back what had passed before it began', () => {
    const incident = { category: 'public-security/theft', due: { accept: 100, resolve: HOUR } };
    expect(afterSuspension(incident, 200, 200 + MINUTE, pack)).toEqual({ accept: 100, resolve: HOUR + MINUTE });
  });
});
