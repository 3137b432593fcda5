import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alarm, AlarmPriority } from '#data/contract/alarm.ts';
import { annunciated } from '#data/rules/alarm-flood.ts';
import { MINUTE } from '#data/rules/civil-day.ts';
import { makeAlarm } from '../support/make-rows.ts';

const start = Date.UTC(2026, 5, 1, 8);
const conditions = ['limit-near', 'limit-passed', 'unit-silent', 'cell-unstaffed'] as const;
const anyAlarms = fc
  .array(
    fc.record({
      raised: fc.integer({ min: start - 40 * MINUTE, max: start }),
      priority: fc.constantFrom<AlarmPriority>(1, 2, 2, 3, 3, 3, 3, 3),
      condition: fc.constantFrom(...conditions),
    }),
    { maxLength: 300, size: 'max' },
  )
  .map((rows): Alarm[] => rows.map((row, i) => makeAlarm({ ...row, id: `a${i}` })));

describe('a flood of alarms', () => {
  test('is told in at most ten alarms in any ten minutes beside priority 1, which is never hidden; the rest is counted and nothing is lost', () => {
    fc.assert(
      fc.property(anyAlarms, (alarms) => {
        const { shown, groups } = annunciated(alarms, start);
        const minor = shown.filter(({ priority }) => priority > 1);
        for (const { raised } of minor) {
          const within = minor.filter((other) => other.raised <= raised && other.raised > raised - 10 * MINUTE);
          expect(within.length).toBeLessThanOrEqual(10);
        }
        const p1 = (some: Alarm[]) => some.filter(({ priority }) => priority === 1).length;
        expect(p1(shown)).toBe(p1(alarms));
        expect(shown.length + groups.reduce((sum, { count }) => sum + count, 0)).toBe(alarms.length);
      }),
    );
  });

  test('leaves on the wall what was already there when more comes', () => {
    fc.assert(
      fc.property(anyAlarms, (alarms) => {
        const earlier = alarms.filter(({ raised }) => raised < start - MINUTE);
        const then = annunciated(earlier, start - MINUTE).shown.map(({ id }) => id);
        const now = annunciated(alarms, start).shown.map(({ id }) => id);
        expect(now).toEqual(expect.arrayContaining(then));
      }),
    );
  });

  const burst = (count: number) =>
    Array.from({ length: count }, (_, i) => makeAlarm({ id: `a${i}`, raised: start + i }));

  test('begins with the eleventh alarm in ten minutes and is over ten minutes later', () => {
    expect(annunciated(burst(10), start + MINUTE).flood).toBe(false);
    expect(annunciated(burst(11), start + MINUTE).flood).toBe(true);
    expect(annunciated(burst(11), start + 11 * MINUTE).flood).toBe(false);
  });

  test('is grouped by condition, with the gravest and the newest of each group', () => {
    const alarms = [...burst(12), makeAlarm({ id: 'z', raised: start + 99, priority: 3 })];
    expect(annunciated(alarms, start + MINUTE).groups).toEqual([
      { condition: 'limit-passed', count: 3, priority: 2, oldest: start + 10, newest: start + 99 },
    ]);
  });

  test('does not tell what is shelved, and tells it again when the shelf has ended', () => {
    const alarms = [makeAlarm({ raised: start, shelvedUntil: start + MINUTE })];
    expect(annunciated(alarms, start)).toMatchObject({ shown: [], shelved: 1 });
    expect(annunciated(alarms, start + MINUTE).shown).toHaveLength(1);
  });
});
