import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Incident } from '#data/contract/incident.ts';
import { workingTime } from '#data/rules/calendar.ts';
import { DAY, HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { escalationDue } from '#data/rules/escalation.ts';
import { afterSuspension, categoryOf, dueOf, type LimitPack } from '#data/rules/time-limits.ts';
import { makeIncident } from '../support/make-rows.ts';
import { makePack } from '../support/pack.ts';

const made = makePack();
/** Clocks that change in March, in September, in October, by half an hour, and never. */
const zones = ['Europe/Vienna', 'America/Chicago', 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Shanghai'];
const packIn = (timeZone: string): LimitPack => ({ ...made, city: { ...made.city, timeZone } });
const anyPack = fc.constantFrom(...zones).map(packIn);
const anyCategory = fc.constantFrom(...made.categories.categories.map(({ id }) => id));
const anyTime = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2026, 11, 20) });
const anyCase = fc
  .record({ pack: anyPack, category: anyCategory, received: anyTime })
  .map(({ pack, category, received }) => {
    const due = dueOf(categoryOf(category, pack)!, received, pack.calendar, pack.city.timeZone);
    return {
      pack,
      incident: makeIncident({ category, times: { received, triaged: received }, due, state: 'triaged' }),
    };
  });
const levelAt = (incident: Incident, now: number, pack: LimitPack) => escalationDue(incident, now, pack) ?? 0;
const next = ({ due }: Incident) => due.attend ?? due.resolve!;

describe('an incident that is late', () => {
  test('goes up only, one level after the other, and not a moment before its limit, over holidays and changes of the clock', () => {
    fc.assert(
      fc.property(anyCase, fc.array(fc.nat(40 * DAY), { minLength: 2, maxLength: 20 }), ({ pack, incident }, after) => {
        const levels = after.toSorted((a, b) => a - b).map((t) => levelAt(incident, incident.times.received + t, pack));
        expect(levels).toEqual(levels.toSorted((a, b) => a - b));
        expect(levelAt(incident, next(incident) - 1, pack)).toBe(0);
        expect(levelAt(incident, next(incident), pack)).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  test('reaches the second level after half, the third after all of its time again, in the time that its limit counts', () => {
    fc.assert(
      fc.property(anyCase, fc.nat(60 * DAY), ({ pack, incident }, late) => {
        const limit = categoryOf(incident.category, pack)!.limits[
          incident.due.attend === undefined ? 'resolve' : 'attend'
        ]!;
        const working = workingTime(pack.calendar, pack.city.timeZone);
        const isWorking = limit.unit.startsWith('working');
        const allotted =
          limit.amount *
          { minutes: MINUTE, hours: HOUR, 'working-hours': HOUR, 'working-days': working.day }[limit.unit];
        const now = next(incident) + late;
        const passed = isWorking ? working.between(next(incident), now) : late;
        const expected = passed >= allotted ? 3 : passed * 2 >= allotted ? 2 : 1;
        expect(levelAt(incident, now, pack)).toBe(expected);
      }),
    );
  });

  test('goes nowhere while its clock stands still, and then as if that time had not been', () => {
    fc.assert(
      fc.property(
        anyCase,
        fc.nat(20 * DAY),
        fc.integer({ min: 1, max: 20 * DAY }),
        fc.nat(20 * DAY),
        ({ pack, incident }, wait, length, later) => {
          const since = incident.times.received + wait;
          const suspended = { ...incident, suspended: { since, until: since + length } };
          expect(escalationDue(suspended, since + later, pack)).toBeNull();
          const due = afterSuspension(incident, since, since + length, pack);
          if (next(incident) <= since) return;
          const resumed = { ...incident, due };
          expect(levelAt(resumed, next(resumed) - 1, pack)).toBe(0);
          expect(levelAt(resumed, next(resumed), pack)).toBeGreaterThan(0);
        },
      ),
    );
  });

  test('does not go where it is, nor back; and what is handled goes nowhere', () => {
    const incident = makeIncident({ due: { accept: 5 * MINUTE }, times: { received: 0 } });
    const at = (level: 1 | 2 | 3) => ({ ...incident, escalation: { level, since: 0 } });
    expect(escalationDue(at(1), 5 * MINUTE, made)).toBeNull();
    expect(escalationDue(at(2), 8 * MINUTE, made)).toBeNull();
    expect(escalationDue(at(1), 60 * MINUTE, made)).toBe(3);
    expect(escalationDue(at(3), 60 * MINUTE, made)).toBeNull();
    expect(escalationDue({ ...incident, state: 'resolved' }, 60 * MINUTE, made)).toBeNull();
  });

  test('of a category that the city no longer has goes by the time since its report', () => {
    const incident = makeIncident({ category: 'gone/away', due: { resolve: 110 }, times: { received: 10 } });
    expect([109, 110, 159, 160, 209, 210].map((now) => levelAt(incident, now, made))).toEqual([0, 1, 1, 2, 2, 3]);
  });
});

describe('a suspension', () => {
  test('moves limits by the time that was lost, in every zone and over every change of its clocks', () => {
    fc.assert(
      fc.property(
        anyCase,
        fc.nat(10 * DAY),
        fc.integer({ min: 1, max: 20 * DAY }),
        ({ pack, incident }, wait, length) => {
          const since = incident.times.received + wait;
          const moved = afterSuspension(incident, since, since + length, pack);
          const limits = categoryOf(incident.category, pack)!.limits;
          const working = workingTime(pack.calendar, pack.city.timeZone);
          for (const step of ['accept', 'attend', 'resolve'] as const) {
            const due = incident.due[step];
            if (due === undefined) continue;
            if (!limits[step]!.unit.startsWith('working')) expect(moved[step]! - due).toBe(due > since ? length : 0);
            else
              expect(working.between(due, moved[step]!)).toBe(due > since ? working.between(since, since + length) : 0);
          }
        },
      ),
    );
  });
});
