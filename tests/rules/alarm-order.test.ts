import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alarmStrip } from '#client/panels/alarms/strip.ts';
import { AlarmCondition, type Alarm, type AlarmPriority } from '#data/contract/alarm.ts';
import { annunciated } from '#data/rules/alarm-flood.ts';
import { alarmOrder, callsApart } from '#data/rules/alarm-order.ts';
import { alarmResponses, decideAlarm } from '#data/rules/alarm-response.ts';
import { unanswered } from '#data/rules/alarm-waiting.ts';
import { MINUTE } from '#data/rules/civil-day.ts';
import { alarmList } from '#server/watch/alarm-list.ts';
import { makeAlarm, makeBoard } from '../support/make-rows.ts';

const now = Date.UTC(2026, 5, 1, 8);
const anyAlarms = fc
  .array(
    fc.record({
      raised: fc.integer({ min: now - 90 * MINUTE, max: now }),
      priority: fc.constantFrom<AlarmPriority>(1, 1, 2, 3),
      condition: fc.constantFrom(...AlarmCondition.options.filter((condition) => condition !== 'panic')),
      acknowledged: fc.boolean(),
      active: fc.boolean(),
    }),
    { maxLength: 60 },
  )
  .map((rows): Alarm[] => rows.map((row, i) => makeAlarm({ ...row, id: `a${i}` })));
const call = (over: Partial<Alarm> = {}) =>
  makeAlarm({ id: 'panic:unit:u1', condition: 'panic', priority: 1, raised: now, ...over } as never);
const idsOf = (alarms: readonly Alarm[]) => alarms.map(({ id }) => id);

describe('a call for help', () => {
  test('stands before whatever else there is, on every surface, though it came last', () => {
    fc.assert(
      fc.property(anyAlarms, (others) => {
        const all = [...others, call()];
        expect(annunciated(all, now).shown[0]).toEqual(call());
        expect(unanswered(all, now)[0]).toEqual(call());
        expect(alarmList(makeBoard({ alarms: all }), now, 1, () => true).items[0]).toMatchObject({
          id: call().id,
          told: 'alone',
        });
        expect(callsApart(all)).toMatchObject({ calls: [call()] });
        expect(callsApart(all).others).toHaveLength(others.length);
      }),
    );
  });

  test('is not in the strip of the wall, where it would be one of a group', () => {
    const graves = Array.from({ length: 41 }, (_, i) => makeAlarm({ id: `a${i}`, priority: 1, raised: now }));
    const { cards, counts } = alarmStrip(new Map([...graves, call()].map((each) => [each.id, each])), now, 6);
    expect(cards.some(({ condition }) => condition === 'panic')).toBe(false);
    expect([counts[1], cards.reduce((sum, { count }) => sum + count, 0)]).toEqual([41, 41]);
  });

  test('lies on no shelf: none is offered, none is given, and one of before holds nothing', () => {
    const shelve = { name: 'shelve', body: { until: now + MINUTE, reason: 'quiet' } } as const;
    expect(alarmResponses(call())).toEqual(['acknowledge']);
    expect(decideAlarm(call(), shelve, now)).toMatchObject({ refusal: { why: 'never-shelved' } });
    expect(unanswered([call({ shelvedUntil: now + MINUTE })], now)).toHaveLength(1);
  });
});

describe('the order of alarms', () => {
  test('is the gravest first, then what nobody has answered, what somebody has, and what is over', () => {
    const rows = [
      call({ acknowledged: true }),
      makeAlarm({ id: 'b', priority: 1, raised: now - MINUTE }),
      makeAlarm({ id: 'c', priority: 1, raised: now }),
      makeAlarm({ id: 'd', priority: 1, raised: now - 9 * MINUTE, acknowledged: true }),
      makeAlarm({ id: 'e', priority: 1, raised: now - 20 * MINUTE, active: false }),
      makeAlarm({ id: 'f', priority: 2, raised: now - 90 * MINUTE }),
    ];
    expect(idsOf(rows.toReversed().sort(alarmOrder))).toEqual(idsOf(rows));
  });

  test('is one only, whatever order the alarms come in', () => {
    fc.assert(
      fc.property(anyAlarms, (alarms) => {
        expect(idsOf(alarms.toReversed().sort(alarmOrder))).toEqual(idsOf(alarms.toSorted(alarmOrder)));
      }),
    );
  });
});
