import { describe, expect, test } from 'vitest';
import type { Alarm } from '#data/contract/alarm.ts';
import type { Board } from '#data/contract/board.ts';
import { alarmChanges, type Pending } from '#data/rules/alarm-changes.ts';
import { alarmsFor } from '#data/rules/alarm-conditions.ts';
import type { Condition } from '#data/rules/alarm-identity.ts';
import { explainAlarm } from '#data/rules/alarm-explanation.ts';
import { decideAlarm } from '#data/rules/alarm-response.ts';
import { DAY, HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { makeAlarm, makeBoard, makeIncident, makeInspection, makeUnit, unitId } from '../support/make-rows.ts';
import { makePack, packCell } from '../support/pack.ts';

const pack = makePack();
const now = Date.UTC(2026, 5, 1, 8);
type Rows = Parameters<typeof makeBoard>[0];
const ids = (rows: Rows) => alarmsFor(makeBoard(rows), now, pack).map(({ alarm }) => alarm.id);
const p1 = { priority: 1 as const, category: 'public-security/assault', times: { received: now - 30_000 } };

describe('an alarm', () => {
  test('stands for a P1 that nobody was sent to, and only for a P1', () => {
    expect(ids({ incidents: [makeIncident(p1), makeIncident({ ...p1, id: 'i2', priority: 2 })] })).toEqual([
      'p1-unassigned:incident:i1',
    ]);
    const assignments = [{ unit: unitId('u1'), state: 'assigned' as const, since: now }];
    expect(ids({ incidents: [makeIncident({ ...p1, state: 'assigned', assignments })] })).toEqual([]);
  });

  test('is not doubled by the limit for accepting it', () => {
    const due = { accept: now - 1, resolve: now + HOUR };
    expect(ids({ incidents: [makeIncident({ ...p1, due })] })).toEqual(['p1-unassigned:incident:i1']);
    expect(ids({ incidents: [makeIncident({ ...p1, priority: 2, due })] })).toEqual(['limit-passed:incident:i1']);
  });

  test('tells a limit that is near, then the limit that has passed, never both', () => {
    const received = now - 4.5 * MINUTE;
    const row = makeIncident({ times: { received }, due: { accept: received + 5 * MINUTE } });
    const at = (t: number) =>
      alarmsFor(makeBoard({ incidents: [row] }), t, pack).map(({ alarm }) => [alarm.condition, alarm.priority]);
    expect(at(received + 3.9 * MINUTE)).toEqual([]);
    expect(at(now)).toEqual([['limit-near', 2]]);
    expect(at(received + 5 * MINUTE)).toEqual([['limit-passed', 2]]);
  });

  test('does not stand for a routine case that comes near its limit: the board shows it', () => {
    const received = now - 4.5 * MINUTE;
    const row = { priority: 4 as const, times: { received }, due: { accept: received + 5 * MINUTE } };
    expect(ids({ incidents: [makeIncident(row)] })).toEqual([]);
  });

  test('stands at once for a unit that falls silent on an incident, after a while for one that only is on duty, never off duty', () => {
    const silent = { contact: 'offline' as const, contactSince: now - MINUTE };
    const onIncident = makeUnit({ ...silent, reason: 'onscene', incident: makeIncident().id });
    const found = alarmsFor(makeBoard({ units: [onIncident], incidents: [makeIncident(p1)] }), now, pack);
    expect(found.filter(({ alarm }) => alarm.condition === 'unit-silent').map(({ alarm }) => alarm.priority)).toEqual([
      1,
    ]);
    expect(ids({ units: [makeUnit(silent)] })).toEqual([]);
    expect(ids({ units: [makeUnit({ ...silent, contactSince: now - 15 * MINUTE })] })).toEqual(['unit-silent:unit:u1']);
    expect(ids({ units: [makeUnit({ contact: 'offline', contactSince: 0, reason: 'offduty' })] })).toEqual([]);
  });

  test('stands for a cell with nobody, and knows where that is', () => {
    const [found] = alarmsFor(makeBoard({ cells: [{ id: packCell(0, 0), staffed: false }] }), now, pack);
    expect(found?.alarm).toMatchObject({ id: 'cell-unstaffed:cell:cell-0-0', areas: ['d0', 'd0s0', 'd0s0c0'] });
  });

  test('stands once for a cell, however many of its inspections are long overdue, and for none that are merely late', () => {
    const late = { fellDue: now - 3 * DAY, due: now - DAY };
    const long = { fellDue: now - 9 * DAY, due: now - 5 * DAY };
    expect(ids({ inspections: [makeInspection(late)] })).toEqual([]);
    const both = [makeInspection(long), makeInspection({ ...long, id: 'n2' })];
    expect(ids({ inspections: both })).toEqual(['inspection-overdue:cell:c1']);
  });

  test('is an exercise when its subject is', () => {
    const [found] = alarmsFor(makeBoard({ incidents: [makeIncident({ ...p1, exercise: true })] }), now, pack);
    expect(found?.exercise).toBe(true);
  });

  test('says why it stands and what to do, with what to fill in', () => {
    const board = makeBoard({ units: [makeUnit({ callSign: 'P-12', contactSince: 5 })] });
    const alarm = makeAlarm({ condition: 'unit-silent', subject: { kind: 'unit', id: 'u1' }, raised: 9 });
    expect(explainAlarm(alarm, board, now)).toEqual({
      why: 'alarm.unit-silent.why',
      response: 'alarm.unit-silent.response',
      responder: 'supervisor',
      parameters: { unit: 'P-12', since: 5, raised: 9 },
    });
  });
});

describe('raising and clearing', () => {
  const holding = (over: Partial<Condition['alarm']> = {}, since = now): Condition => ({
    alarm: {
      id: 'p1-unassigned:incident:i1' as Alarm['id'],
      condition: 'p1-unassigned',
      subject: { kind: 'incident', id: 'i1' },
      priority: 1,
      areas: [],
      ...over,
    },
    since,
    exercise: false,
  });
  const none: Pending = new Map();
  const standing = (over: Parameters<typeof makeAlarm>[0] = {}) => makeBoard({ alarms: [makeAlarm(over)] }).alarms;
  const empty: Board['alarms'] = new Map();

  test('waits until a condition has held for its delay', () => {
    const first = alarmChanges([holding()], empty, none, now);
    expect(first.raise).toEqual([]);
    expect(alarmChanges([holding()], empty, first.pending, now + 59_000).raise).toEqual([]);
    expect(alarmChanges([holding()], empty, first.pending, now + 60_000).raise).toHaveLength(1);
  });

  test('starts the delay anew when the condition was gone in between', () => {
    const first = alarmChanges([holding()], empty, none, now);
    const gone = alarmChanges([], empty, first.pending, now + 30_000);
    const again = alarmChanges([holding({}, now + 40_000)], empty, gone.pending, now + 40_000);
    expect(alarmChanges([holding({}, now + 60_000)], empty, again.pending, now + 60_000).raise).toEqual([]);
  });

  test('counts the delay from when the condition began, so that a restart does not start it anew', () => {
    expect(alarmChanges([holding({}, now - 60_000)], empty, none, now).raise).toHaveLength(1);
  });

  test('leaves alone what the board already says', () => {
    const id = 'limit-passed:incident:i1' as Alarm['id'];
    const same = [holding({ id, condition: 'limit-passed', priority: 2 })];
    expect(alarmChanges(same, standing(), none, now)).toEqual({ raise: [], clear: [], pending: new Map() });
  });

  test('raises again what has become graver, and clears what no longer holds', () => {
    const id = 'limit-passed:incident:i1' as Alarm['id'];
    const graver = [holding({ id, condition: 'limit-passed', priority: 1 })];
    expect(alarmChanges(graver, standing(), none, now).raise).toHaveLength(1);
    expect(alarmChanges([], standing(), none, now).clear.map((alarm) => alarm.id)).toEqual([id]);
  });

  test('raises again what had cleared and is not yet acknowledged', () => {
    const id = 'limit-passed:incident:i1' as Alarm['id'];
    const same = [holding({ id, condition: 'limit-passed', priority: 2 })];
    expect(alarmChanges(same, standing({ active: false }), none, now).raise).toHaveLength(1);
  });

  test('does not clear a silent unit for a single fix: it must be heard for half a minute', () => {
    const alarms = standing({
      id: 'unit-silent:unit:u1',
      condition: 'unit-silent',
      subject: { kind: 'unit', id: 'u1' },
    });
    const first = alarmChanges([], alarms, none, now);
    expect(first.clear).toEqual([]);
    expect(alarmChanges([], alarms, first.pending, now + 30_000).clear).toHaveLength(1);
  });

  test('leaves shelved alarms in peace', () => {
    expect(alarmChanges([], standing({ shelvedUntil: now + 1 }), none, now).clear).toEqual([]);
    const id = 'limit-passed:incident:i1' as Alarm['id'];
    const back = [holding({ id, condition: 'limit-passed', priority: 2 })];
    expect(alarmChanges(back, standing({ active: false, shelvedUntil: now + 1 }), none, now).raise).toEqual([]);
  });
});

describe('the response to an alarm', () => {
  test('is acknowledged once', () => {
    const command = { name: 'acknowledge', body: {} } as const;
    expect(decideAlarm(makeAlarm(), command, now).ok).toBe(true);
    expect(decideAlarm(makeAlarm({ acknowledged: true }), command, now)).toMatchObject({
      refusal: { why: 'acknowledged' },
    });
  });

  test('may be to shelve it, with an end ahead and within a day', () => {
    const shelve = (until: number) =>
      decideAlarm(makeAlarm(), { name: 'shelve', body: { until, reason: 'known' } }, now);
    expect(shelve(now)).toMatchObject({ refusal: { why: 'until-past', pointer: '/until' } });
    expect(shelve(now + DAY + 1)).toMatchObject({ refusal: { why: 'until-far' } });
    expect(shelve(now + HOUR).ok).toBe(true);
  });

  test('cannot be to unshelve what is not shelved', () => {
    expect(decideAlarm(makeAlarm(), { name: 'unshelve', body: {} }, now)).toMatchObject({
      refusal: { why: 'not-shelved' },
    });
  });
});
