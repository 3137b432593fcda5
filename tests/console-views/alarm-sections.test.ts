import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AlarmCondition, type Alarm, type AlarmPriority } from '#data/contract/alarm.ts';
import type { AlarmId } from '#data/contract/ids.ts';
import { alarmOrder } from '#data/rules/alarm-order.ts';
import { alarmSections } from '#client/console/views/alarms/alarm-sections.ts';
import { now } from './made-desk.ts';

const MINUTE = 60_000;
let count = 0;
const alarm = (over: Partial<Alarm> = {}): Alarm => ({
  id: `a${count++}` as AlarmId,
  condition: 'limit-passed',
  subject: { kind: 'incident', id: 'i1' },
  priority: 2,
  areas: [],
  raised: now - 60 * MINUTE,
  active: true,
  acknowledged: false,
  exercise: true,
  ...over,
});

const anyAlarm = fc.record({
  condition: fc.constantFrom(...AlarmCondition.options),
  priority: fc.constantFrom<AlarmPriority>(1, 2, 3),
  raised: fc.integer({ min: now - 3600_000, max: now }),
  shelvedUntil: fc.option(fc.integer({ min: now - MINUTE, max: now + MINUTE }), { nil: undefined }),
  suppressedBy: fc.option(fc.constant('other' as AlarmId), { nil: undefined }),
});

describe('the list of alarms', () => {
  test('holds every alarm in exactly one section', () => {
    fc.assert(
      fc.property(fc.array(anyAlarm, { maxLength: 60 }), (rows) => {
        const alarms = rows.map((row) => alarm(row as Partial<Alarm>));
        const { standing, groups, shelved, suppressed } = alarmSections(alarms, now);
        const listed = [...standing, ...groups.flatMap((group) => group.alarms), ...shelved, ...suppressed];
        expect(listed.map(({ id }) => id).sort()).toEqual(alarms.map(({ id }) => id).sort());
        for (const group of groups) expect(group.alarms).toHaveLength(group.count);
      }),
    );
  });

  test('lists the gravest first, and of one priority the one that has stood the longest', () => {
    const young = alarm({ priority: 1, raised: now - MINUTE });
    const old = alarm({ priority: 1, raised: now - 9 * MINUTE });
    const mild = alarm({ priority: 3, raised: now - 90 * MINUTE });
    expect(alarmSections([mild, young, old], now).standing).toEqual([old, young, mild]);
  });

  test('gives an alarm back when its shelf has ended', () => {
    const back = alarm({ shelvedUntil: now - 1 });
    const away = alarm({ shelvedUntil: now + 1 });
    const { standing, shelved } = alarmSections([back, away], now);
    expect([standing, shelved]).toEqual([[back], [away]]);
  });

  test('lists those of priority 1 one by one in a flood, and groups the rest with their counts', () => {
    const grave = Array.from({ length: 4 }, () => alarm({ priority: 1, raised: now - MINUTE }));
    const rest = Array.from({ length: 30 }, () => alarm({ condition: 'limit-near', raised: now - 2 * MINUTE }));
    const { standing, groups, flood } = alarmSections([...rest, ...grave], now);
    expect(flood).toBe(34);
    expect(standing.filter(({ priority }) => priority === 1)).toHaveLength(4);
    expect(groups.map(({ condition, count: n }) => [condition, n])).toEqual([['limit-near', 20]]);
  });

  test('is in one order only, whatever order the alarms come in', () => {
    fc.assert(
      fc.property(fc.array(anyAlarm, { maxLength: 20 }), (rows) => {
        const alarms = rows.map((row) => alarm(row as Partial<Alarm>));
        expect(alarms.toReversed().toSorted(alarmOrder)).toEqual(alarms.toSorted(alarmOrder));
      }),
    );
  });
});
