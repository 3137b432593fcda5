import { describe, expect, test } from 'vitest';
import type { Board } from '#data/contract/board.ts';
import type { Danger } from '#data/contract/danger.ts';
import type { Dispute } from '#data/contract/dispute.ts';
import { alarmChanges } from '#data/rules/alarm-changes.ts';
import { alarmsFor } from '#data/rules/alarm-conditions.ts';
import { explainAlarm } from '#data/rules/alarm-explanation.ts';
import { alarmRules } from '#data/rules/alarm-rules.ts';
import { decideAlarmRule } from '#data/rules/alarm-service.ts';
import { DAY, HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { incidentId, makeAlarm, makeBoard, makeIncident, makeUnit } from '../support/make-rows.ts';
import { makePack, packCell } from '../support/pack.ts';

const pack = makePack();
const now = Date.UTC(2026, 5, 1, 8);

const found = (board: Board, at = now) =>
  alarmsFor(board, at, pack).map(({ alarm }) => [alarm.condition, alarm.priority] as const);
const dangers = (...rows: Partial<Danger>[]) =>
  new Map(
    rows.map((row, i) => {
      const id = `d${i}` as Danger['id'];
      return [id, { ...made, ...row, id }];
    }),
  );
const made: Omit<Danger, 'id'> = {
  rev: 1,
  state: 'ordered',
  since: now - DAY,
  found: now - 5 * DAY,
  cell: packCell(0, 0),
  areas: [],
  checklist: 'fire-safety',
  item: 'exits',
  due: now - HOUR,
  exercise: false,
};
const dispute = (over: Partial<Dispute>): Board['disputes'] => {
  const id = 'p1' as Dispute['id'];
  const row = { id, rev: 1, state: 'agreed' as const, since: 0, registered: 0, areas: [], exercise: false, ...over };
  return new Map([[id, row]]);
};

describe('a crew', () => {
  test('that calls for help is an alarm of the first priority until the call is ended', () => {
    expect(found(makeBoard({ units: [makeUnit({ panic: now - 5 })] }))).toEqual([['panic', 1]]);
    expect(found(makeBoard({ units: [makeUnit()] }))).toEqual([]);
    const alarms = makeBoard({ alarms: [makeAlarm({ condition: 'panic' })] }).alarms;
    expect(alarmChanges([], alarms, new Map(), now).clear).toHaveLength(1);
  });

  test.each([
    [1, 15, 1],
    [2, 20, 2],
    [4, 20, 2],
  ] as const)(
    'on scene of an incident of priority %i is asked after %i minutes whether it is well',
    (priority, minutes, urgency) => {
      const incidents = [
        makeIncident({
          priority,
          state: 'onscene',
          times: { received: now - HOUR, triaged: now - HOUR, arrived: now - HOUR },
          assignments: [{ unit: makeUnit().id, state: 'onscene', since: now }],
        }),
      ];
      const since = now - minutes * MINUTE;
      const onScene = { reason: 'onscene' as const, availability: 'unavailable' as const, incident: incidentId('i1') };
      expect(found(makeBoard({ incidents, units: [makeUnit({ ...onScene, since })] }))).toEqual([
        ['welfare-due', urgency],
      ]);
      expect(found(makeBoard({ incidents, units: [makeUnit({ ...onScene, since })] }), now - 1)).toEqual([]);
      const checkedIn = since + 5;
      expect(found(makeBoard({ incidents, units: [makeUnit({ ...onScene, since, checkedIn })] }))).toEqual([]);
      expect(found(makeBoard({ incidents, units: [makeUnit({ since })] }))).toEqual([]);
    },
  );
});

describe('an incident of several organisations', () => {
  const task = { id: 't1', organisation: 'o1', lead: true, state: 'accepted', since: 0 } as const;
  const worked = (tasks: object[], over = {}) =>
    makeBoard({ incidents: [makeIncident({ priority: 3, tasks: tasks as never, ...over })] });

  test('is an alarm once a party is past its deadline, even when the work is done', () => {
    expect(found(worked([{ ...task, due: now - 1 }]))).toEqual([['task-overdue', 3]]);
    expect(found(worked([{ ...task, due: now - 1 }], { state: 'resolved', priority: 2 }))).toEqual([
      ['task-overdue', 2],
    ]);
    expect(found(worked([{ ...task, due: now + 1 }]))).toEqual([]);
    expect(found(worked([{ ...task, due: now - 1, state: 'done' }]))).toEqual([]);
  });

  test('is none while its clock stands', () => {
    const suspended = { since: now - HOUR, until: now + HOUR };
    expect(found(worked([{ ...task, due: now - 1 }], { suspended }))).toEqual([]);
  });
});

describe('a hidden danger', () => {
  test('is an alarm when it is not put right by the day that was ordered', () => {
    const board = (row: Partial<Danger>) => ({ ...makeBoard(), dangers: dangers(row) });
    expect(found(board({}))).toEqual([['danger-overdue', 3]]);
    expect(found(board({ state: 'rectifying' }))).toEqual([['danger-overdue', 3]]);
    expect(found(board({ state: 'recheck' }))).toEqual([]);
    expect(found(board({ due: now + 1 }))).toEqual([]);
  });
});

describe('an agreement', () => {
  test('is an alarm in the last week in which the court can be asked, and graver when that is over', () => {
    const board = (confirmBy?: number) => ({ ...makeBoard(), disputes: dispute(confirmBy ? { confirmBy } : {}) });
    expect(found(board(now + 8 * DAY))).toEqual([]);
    expect(found(board(now + 7 * DAY))).toEqual([['confirmation-due', 3]]);
    expect(found(board(now - 1))).toEqual([['confirmation-due', 2]]);
    expect(found(board())).toEqual([]);
  });
});

describe('every rule', () => {
  test('names only priorities that its alarms have, and everything an operator needs', () => {
    for (const [condition, rule] of Object.entries(alarmRules)) {
      expect(rule.priorities.length, condition).toBeGreaterThan(0);
      expect(rule.priorities).toEqual(rule.priorities.toSorted());
      const alarm = makeAlarm({ condition: condition as never, subject: { kind: rule.subject, id: 'x' } });
      const said = explainAlarm(alarm, makeBoard(), now);
      expect(said).toMatchObject({ why: `alarm.${condition}.why`, responder: rule.responder });
    }
  });

  test('out of service raises nothing, and what it had raised is cleared at once', () => {
    const board = makeBoard({ units: [makeUnit({ contact: 'offline', contactSince: now - HOUR })] });
    const out = new Map([['unit-silent' as const, {}]]);
    const holding = alarmsFor(board, now, pack);
    expect(holding).toHaveLength(1);
    expect(alarmChanges(holding, new Map(), new Map(), now, out).raise).toEqual([]);
    const alarms = makeBoard({
      alarms: [makeAlarm({ id: 'unit-silent:unit:u1', condition: 'unit-silent', subject: { kind: 'unit', id: 'u1' } })],
    }).alarms;
    expect(alarmChanges(holding, alarms, new Map(), now, out).clear).toHaveLength(1);
  });

  test('is taken out for thirty days at most, with a reason, and a call for help never', () => {
    const takeOut = (until: number) => ({ name: 'take-out' as const, body: { until, reason: 'being changed' } });
    expect(decideAlarmRule('cluster', undefined, takeOut(now + DAY), now)).toMatchObject({
      ok: true,
      value: [{ kind: 'alarm-rule.taken-out', condition: 'cluster', until: now + DAY }],
    });
    const why = (condition: 'cluster' | 'panic', until: number) =>
      decideAlarmRule(condition, undefined, takeOut(until), now);
    expect(why('cluster', now)).toMatchObject({ refusal: { why: 'until-past', pointer: '/until' } });
    expect(why('cluster', now + 31 * DAY)).toMatchObject({ refusal: { why: 'until-far' } });
    expect(why('panic', now + DAY)).toMatchObject({ refusal: { why: 'never-out' } });
    expect(decideAlarmRule('cluster', undefined, { name: 'return', body: {} }, now)).toMatchObject({
      refusal: { why: 'in-service' },
    });
  });
});
