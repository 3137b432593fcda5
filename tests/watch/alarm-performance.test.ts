import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AlarmCondition } from '#data/contract/alarm.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { AreaId, Seq } from '#data/contract/ids.ts';
import { alarmId } from '#data/rules/alarm-identity.ts';
import { HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { alarmPerformance } from '#server/analysis/alarm-performance.ts';
import { readAlarmFacts } from '#server/analysis/alarm-performance-facts.ts';
import { makeAlarm } from '../support/make-rows.ts';

const now = Date.UTC(2026, 5, 1, 8);
const from = now - HOUR;
let seq = 0;
const stamp = (at: number) => ({ seq: ++seq as Seq, at });
const idOf = (of: string, condition: AlarmCondition = 'limit-near') => alarmId(condition, { kind: 'incident', id: of });

const raised = (of: string, at: number, condition: AlarmCondition = 'limit-near', area = 'd0'): LoggedFact => ({
  kind: 'alarm.raised',
  alarm: {
    id: idOf(of, condition),
    condition,
    subject: { kind: 'incident', id: of },
    priority: 2,
    areas: [area as AreaId],
  },
  ...stamp(at),
});
const said = (kind: 'alarm.acknowledged' | 'alarm.unsuppressed', of: string, at: number): LoggedFact => ({
  kind,
  alarm: idOf(of),
  by: { kind: 'person', id: 'ann' },
  ...stamp(at),
});
const suppressed = (of: string, at: number): LoggedFact => ({
  kind: 'alarm.suppressed',
  alarm: idOf(of),
  under: idOf('other'),
  ...stamp(at),
});
const measure = (facts: LoggedFact[], alarms = [] as ReturnType<typeof makeAlarm>[]) =>
  alarmPerformance(facts, alarms, { from, now });

describe('the performance of the alarms', () => {
  test('counts every annunciation once, in its ten minutes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: HOUR - 1 }), { maxLength: 200 }), (times) => {
        const facts = times.toSorted((a, b) => a - b).map((t, i) => raised(`i${i}`, from + t));
        const { tenMinutes, perHour, floodShare } = measure(facts);
        expect(tenMinutes).toHaveLength(6);
        expect(tenMinutes.reduce((sum, { count }) => sum + count, 0)).toBe(times.length);
        expect(perHour).toBeCloseTo(times.length, 9);
        expect(floodShare).toBeCloseTo(tenMinutes.filter(({ count }) => count > 10).length / 6, 9);
      }),
    );
  });

  test('does not count what was suppressed from the first, until it is told after all', () => {
    expect(measure([raised('a', from), suppressed('a', from)]).perHour).toBe(0);
    const told = measure([raised('a', from), suppressed('a', from), said('alarm.unsuppressed', 'a', now - MINUTE)]);
    expect(told.tenMinutes.at(-1)!.count).toBe(1);
    expect(measure([raised('a', from), suppressed('a', from + 1)]).perHour).toBe(1);
  });

  test('takes the median of the times until they were acknowledged, by condition and by nobody', () => {
    const waits = [1, 2, 9].flatMap((minutes, i) => [
      raised(`a${i}`, from + i),
      said('alarm.acknowledged', `a${i}`, from + i + minutes * MINUTE),
    ]);
    const { byCondition } = measure([...waits, raised('b', from, 'limit-passed'), raised('c', now - 1)]);
    expect(byCondition).toEqual([
      { condition: 'limit-near', count: 4, medianAckMs: 2 * MINUTE },
      { condition: 'limit-passed', count: 1, medianAckMs: null },
    ]);
  });

  test('names the alarms that chatter: three times within any ten minutes', () => {
    const at = (...minutes: number[]) => minutes.map((minute) => raised('a', from + minute * MINUTE));
    expect(measure(at(0, 5, 9)).chattering).toEqual([{ alarm: idOf('a'), condition: 'limit-near', times: 3 }]);
    expect(measure(at(0, 5, 11)).chattering).toEqual([]);
    expect(measure(at(9, 11, 14)).chattering).toHaveLength(1);
  });

  test('names what has stood for longer than a day, and counts what waits, rests and is suppressed', () => {
    const DAY = 24 * HOUR;
    const alarms = [
      makeAlarm({ id: 'old', raised: now - DAY - 1, acknowledged: true }),
      makeAlarm({ id: 'day', raised: now - DAY, acknowledged: true }),
      makeAlarm({ id: 'gone', raised: now - 2 * DAY, active: false }),
      makeAlarm({ id: 'shelved', shelvedUntil: now + 1, acknowledged: true, raised: now }),
      makeAlarm({ id: 'hidden', suppressedBy: idOf('x'), raised: now }),
    ];
    const { standing, unacknowledged, shelved, suppressed } = measure([], alarms);
    expect(standing.map(({ id }) => id)).toEqual(['old']);
    expect({ unacknowledged, shelved, suppressed }).toEqual({ unacknowledged: 1, shelved: 1, suppressed: 1 });
  });

  test('reads the whole span page by page, and of an area only its own', async () => {
    const facts = Array.from({ length: 2500 }, (_, i) => raised(`i${i}`, from + i, 'limit-near', i % 5 ? 'd0' : 'd1'));
    const newest = facts.toReversed();
    const records = {
      about: async (_subject: string, page: { limit: number; before?: Seq; from?: number }) =>
        newest.filter(({ seq, at }) => seq < (page.before ?? Infinity) && at >= (page.from ?? 0)).slice(0, page.limit),
    };
    expect(await readAlarmFacts(records, from, undefined)).toEqual(facts);
    expect(await readAlarmFacts(records, from + 100, 'd1' as AreaId)).toHaveLength(480);
  });
});
