import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alarm, AlarmCondition, AlarmPriority } from '#data/contract/alarm.ts';
import type { AreaId, SourceName } from '#data/contract/ids.ts';
import { alarmId } from '#data/rules/alarm-identity.ts';
import { alarmRules } from '#data/rules/alarm-rules.ts';
import { suppressedUnder, suppressions } from '#data/rules/alarm-suppression.ts';
import { makeAlarm, makeBoard } from '../support/make-rows.ts';

const radio = 'radio' as SourceName;
const links = { sourceOf: () => radio };

function alarm(condition: AlarmCondition, id: string, over: Partial<Alarm> = {}): Alarm {
  const subject = { kind: alarmRules[condition].subject, id };
  return makeAlarm({
    condition,
    subject,
    priority: alarmRules[condition].priorities.at(-1)!,
    ...(condition === 'channel-silent' && { figures: { units: 5 } }),
    ...over,
    id: alarmId(condition, subject),
  });
}
const under = (...alarms: Alarm[]) => [...suppressedUnder(makeBoard({ alarms }).alarms, links)];

const anyAlarms = fc.uniqueArray(
  fc
    .record({
      condition: fc.constantFrom(...(Object.keys(alarmRules) as AlarmCondition[])),
      id: fc.constantFrom('x', 'y', 'radio'),
      priority: fc.constantFrom<AlarmPriority>(1, 2, 3),
      active: fc.boolean(),
      shelved: fc.boolean(),
    })
    .map(({ condition, id, priority, active, shelved }) =>
      alarm(condition, id, { priority, active, areas: ['x', 'y'] as AreaId[], ...(shelved && { shelvedUntil: 9e12 }) }),
    ),
  { selector: ({ id }) => id, maxLength: 30 },
);

describe('suppression by design', () => {
  test('never leaves an alarm without one that is annunciated in its place, and never hides the graver under the lesser', () => {
    fc.assert(
      fc.property(anyAlarms, (alarms) => {
        const table = makeBoard({ alarms }).alarms;
        const found = suppressedUnder(table, links);
        for (const [id, by] of found) {
          const [hidden, told] = [table.get(id)!, table.get(by)!];
          expect(told.active && told.shelvedUntil === undefined).toBe(true);
          expect(found.has(by)).toBe(false);
          expect(told.priority).toBeLessThanOrEqual(hidden.priority);
          expect(hidden.active).toBe(true);
        }
      }),
    );
  });

  test('has no circle, so that everything hangs under something that is told', () => {
    const over = (condition: AlarmCondition, seen: AlarmCondition[]): void => {
      for (const row of suppressions.filter((each) => each.alarm === condition && each.under !== condition)) {
        expect(seen).not.toContain(row.under);
        over(row.under, [...seen, row.under]);
      }
    };
    for (const condition of Object.keys(alarmRules) as AlarmCondition[]) over(condition, [condition]);
  });

  test('tells one alarm of an incident: that nobody was sent says that its limits pass', () => {
    const waits = alarm('p1-unassigned', 'i1');
    const passed = alarm('limit-passed', 'i1', { priority: 1 });
    const other = alarm('limit-passed', 'i2', { priority: 1 });
    expect(under(waits, passed, other)).toEqual([[passed.id, waits.id]]);
  });

  test('tells of the channel instead of every unit that is heard through it, but for those whose life is at risk', () => {
    const channel = alarm('channel-silent', 'radio');
    const silent = alarm('unit-silent', 'u1');
    const atRisk = alarm('unit-silent', 'u2', { priority: 1 });
    expect(under(channel, silent, atRisk)).toEqual([[silent.id, channel.id]]);
  });

  test('tells of the district instead of each of its sub-districts', () => {
    const district = alarm('coverage-gap', 'd0', { priority: 2, areas: ['d0'] as AreaId[] });
    const part = alarm('coverage-gap', 'd0s0', { areas: ['d0', 'd0s0'] as AreaId[] });
    const elsewhere = alarm('coverage-gap', 'd1s0', { areas: ['d1', 'd1s0'] as AreaId[] });
    expect(under(district, part, elsewhere)).toEqual([[part.id, district.id]]);
  });

  test('goes through to the one that is told when that one is suppressed itself', () => {
    const crew = [alarm('panic', 'u1'), alarm('unit-silent', 'u1', { priority: 2 }), alarm('welfare-due', 'u1')];
    const channel = alarm('channel-silent', 'radio');
    expect(new Map(under(...crew.slice(1), channel)).get(crew[2]!.id)).toBe(channel.id);
  });

  test('ends when the other is shelved or over', () => {
    const waits = alarm('cell-unstaffed', 'c1');
    const visit = alarm('inspection-overdue', 'c1');
    expect(under(waits, visit)).toHaveLength(1);
    expect(under({ ...waits, shelvedUntil: 9e12 }, visit)).toEqual([]);
    expect(under({ ...waits, active: false }, visit)).toEqual([]);
  });
});
