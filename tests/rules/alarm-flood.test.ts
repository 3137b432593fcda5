import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alarm, AlarmCondition, AlarmPriority } from '#data/contract/alarm.ts';
import type { Board } from '#data/contract/board.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import { foldAlarms } from '#data/fold/fold-alarms.ts';
import { annunciated } from '#data/rules/alarm-flood.ts';
import { alarmRules } from '#data/rules/alarm-rules.ts';
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

  test('does not tell what another alarm says, nor counts it for a flood', () => {
    const alarms = burst(30).map((alarm, i) => (i < 25 ? { ...alarm, suppressedBy: burst(1)[0]!.id } : alarm));
    expect(annunciated(alarms, start + MINUTE)).toMatchObject({ suppressed: 25, flood: false, groups: [] });
  });

  test('of 5,000 a minute for ten minutes loses none, annunciates ten beside priority 1, and groups the rest with counts', () => {
    const conditions = Object.keys(alarmRules) as AlarmCondition[];
    let table: Board['alarms'] = new Map();
    let raised = 0;
    let grave = 0;
    const looks: number[] = [];
    for (let second = 0; second < 600; second += 6) {
      const at = start + second * 1000;
      const facts = Array.from({ length: 500 }, (_, i): LoggedFact => {
        const priority = (raised % 1000 === 0 ? 1 : 2 + (i % 2)) as AlarmPriority;
        if (priority === 1) grave++;
        const { id, condition, subject, areas } = makeAlarm({
          id: `a${raised++}`,
          condition: conditions[i % conditions.length]!,
        });
        return { kind: 'alarm.raised', alarm: { id, condition, subject, priority, areas }, seq: raised as Seq, at };
      });
      table = foldAlarms(table, facts);
      const began = performance.now();
      const { shown, groups, flood } = annunciated(table.values(), at);
      looks.push(performance.now() - began);
      expect(flood).toBe(true);
      expect(shown.filter(({ priority }) => priority === 1)).toHaveLength(grave);
      expect(shown.length - grave).toBeLessThanOrEqual(10);
      expect(shown.length + groups.reduce((sum, { count }) => sum + count, 0)).toBe(raised);
    }
    expect(raised).toBe(50_000);
    console.info(`told of ${raised} alarms in ${Math.max(...looks.slice(-10)).toFixed(1)} ms`);
  });
});
