import { describe, expect, test, vi } from 'vitest';
import type { Actor } from '#data/contract/actor.ts';
import type { Alarm } from '#data/contract/alarm.ts';
import type { Fact, FactKind, LoggedFact } from '#data/contract/fact.ts';
import type { PostRole } from '#data/contract/grid.ts';
import type { PersonId, UnitId } from '#data/contract/ids.ts';
import { HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { type FactLog, StoreUnavailable } from '#server/store/store.ts';
import { createWatch } from '#server/watch/watch.ts';
import { cellId, makeIncident, unitId } from '../support/make-rows.ts';
import { type DeskDay, openDeskDay } from '../support/desk-day.ts';
import { makePack } from '../support/pack.ts';

const ann: Actor = { kind: 'person', id: 'ann' };
const SECOND = 1000;

/** A day that is watched; `pass` lets each round be kept before the next. */
function watched(day: DeskDay, { gridIsExercise = false, heard = new Map<UnitId, number>() } = {}) {
  const troubles: unknown[] = [];
  let failing: Error | null = null;
  let held: Promise<void> | null = null;
  let kept: Promise<unknown> = Promise.resolve();
  const log: FactLog = {
    ...day.store.log,
    append(entries) {
      if (failing) return Promise.reject(failing);
      const appended = (held ?? Promise.resolve()).then(() => day.store.log.append(entries));
      if (!held) kept = appended;
      return appended;
    },
  };
  const watch = createWatch({
    log,
    board: day.board,
    seq: day.seq,
    clock: day.clock,
    pack: makePack(),
    lastHeard: (unit) => heard.get(unit),
    gridIsExercise,
    trouble: (_what, error) => troubles.push(error),
  });
  return {
    stop: () => watch.stop(),
    troubles,
    fail: (error: Error | null) => void (failing = error),
    /** Nothing is kept until what it returns is called. */
    hold() {
      let letGo = () => {};
      held = new Promise((resolve) => (letGo = resolve));
      return () => {
        held = null;
        letGo();
      };
    },
    hear: (...units: string[]) => units.forEach((unit) => heard.set(unitId(unit), day.clock.now())),
    async pass(ms: number) {
      for (let left = ms; left > 0; left -= SECOND) {
        day.clock.advance(SECOND);
        await kept;
        await new Promise((settled) => setImmediate(settled));
      }
    },
  };
}

async function facts<K extends FactKind>(day: DeskDay, kind: K) {
  return (await day.facts()).filter((fact): fact is LoggedFact & { kind: K } => fact.kind === kind);
}

describe('a unit on the watch', () => {
  test('is live when heard, late after half a minute, out of contact after two, and live with its next fix', async () => {
    const day = await openDeskDay();
    await day.addUnits('u1');
    const { hear, pass } = watched(day);
    await pass(5 * SECOND);
    expect(day.board().units.get(unitId('u1'))?.contact).toBe('unknown');
    hear('u1');
    await pass(200 * SECOND);
    hear('u1');
    await pass(2 * SECOND);
    const changes = await facts(day, 'unit.contact-changed');
    const start = changes[0]!.at;
    expect(changes.map(({ contact, at }) => [contact, (at - start) / SECOND])).toEqual([
      ['live', 0],
      ['late', 30],
      ['offline', 120],
      ['live', 200],
    ]);
  });

  test('keeps its contact over a restart until it has had the time to speak up', async () => {
    const day = await openDeskDay();
    await day.addUnits('u1');
    const first = watched(day);
    first.hear('u1');
    await first.pass(2 * SECOND);
    await first.stop();
    day.clock.advance(10 * MINUTE);
    const { pass } = watched(day);
    await pass(2 * MINUTE);
    expect(day.board().units.get(unitId('u1'))?.contact).toBe('live');
    await pass(SECOND);
    expect(day.board().units.get(unitId('u1'))?.contact).toBe('offline');
  });

  test('is not called silent for the time in which nobody listened, and by its fixes from then on', async () => {
    const day = await openDeskDay();
    await day.addUnits('u1', 'u2', 'u3');
    const heard = new Map<UnitId, number>();
    const first = watched(day, { heard });
    first.hear('u2');
    await first.pass(3 * MINUTE);
    first.hear('u1', 'u3');
    await first.pass(2 * SECOND);
    await first.stop();
    const contacts = () => ['u1', 'u2', 'u3'].map((id) => day.board().units.get(unitId(id))?.contact);
    expect(contacts()).toEqual(['live', 'offline', 'live']);
    day.clock.advance(10 * MINUTE);
    const { pass, hear } = watched(day, { heard });
    await pass(MINUTE);
    expect(contacts()).toEqual(['live', 'offline', 'live']);
    hear('u1', 'u2');
    await pass(40 * SECOND);
    expect(contacts()).toEqual(['late', 'late', 'live']);
    await pass(30 * SECOND);
    expect(contacts()).toEqual(['late', 'late', 'offline']);
    expect((await facts(day, 'unit.contact-changed')).filter(({ unit }) => unit === 'u3')).toHaveLength(2);
  });

  test('that falls silent on an incident is an alarm once, and cleared when it is heard for a while', async () => {
    const day = await openDeskDay();
    await day.addUnits('u1');
    const id = await day.report({ category: 'public-security/assault', priority: 1 });
    const { hear, pass } = watched(day);
    hear('u1');
    await day.desk.command(ann, id, 'triage', {});
    await day.desk.command(ann, id, 'assign', { unit: 'u1' });
    await pass(3 * MINUTE);
    expect((await facts(day, 'alarm.raised')).map(({ alarm }) => [alarm.id, alarm.priority])).toEqual([
      ['unit-silent:unit:u1', 1],
    ]);
    for (let i = 0; i < 6; i++) {
      hear('u1');
      await pass(10 * SECOND);
    }
    expect(await facts(day, 'alarm.cleared')).toHaveLength(1);
    expect(await facts(day, 'alarm.raised')).toHaveLength(1);
  });

  test('that goes off duty is no alarm, however long it is silent', async () => {
    const day = await openDeskDay();
    await day.addUnits('u1');
    const { hear, pass } = watched(day);
    hear('u1');
    await pass(SECOND);
    await day.desk.unitCommand(ann, 'u1', 'status', { availability: 'unavailable', reason: 'offduty' });
    await pass(20 * MINUTE);
    expect(await facts(day, 'alarm.raised')).toEqual([]);
  });
});

describe('an incident on the watch', () => {
  test('of priority 1 is an alarm a minute after it came in with nobody sent, and no longer once somebody is', async () => {
    const day = await openDeskDay();
    await day.addUnits('u1');
    const id = await day.report({ priority: 1 });
    const { pass } = watched(day);
    await pass(59 * SECOND);
    expect(day.board().alarms.size).toBe(0);
    await pass(SECOND);
    expect([...day.board().alarms.keys()]).toEqual(['p1-unassigned:incident:i1']);
    await day.desk.command(ann, id, 'triage', {});
    await day.desk.command(ann, id, 'assign', { unit: 'u1' });
    await pass(SECOND);
    expect(day.board().alarms.get('p1-unassigned:incident:i1' as Alarm['id'])).toMatchObject({
      active: false,
      acknowledged: false,
    });
  });

  test('comes near its limit, passes it, and is said once each however long that lasts', async () => {
    const day = await openDeskDay();
    await day.report({ due: { accept: day.clock.now() + 5 * MINUTE } });
    const { pass } = watched(day);
    await pass(10 * MINUTE);
    expect((await facts(day, 'alarm.raised')).map(({ alarm }) => alarm.condition)).toEqual([
      'limit-near',
      'limit-passed',
    ]);
    expect((await facts(day, 'alarm.cleared')).map(({ alarm }) => alarm)).toEqual(['limit-near:incident:i1']);
  });

  test('that is late goes up a level at its limit, after half its time again, and after all of it', async () => {
    const day = await openDeskDay();
    const id = await day.report({ due: { accept: day.clock.now() + 5 * MINUTE } });
    const { pass } = watched(day);
    const level = () => day.board().incidents.get(id)?.escalation?.level;
    await pass(4 * MINUTE);
    expect(level()).toBeUndefined();
    await pass(1 * MINUTE + 2000);
    expect(level()).toBe(1);
    await pass(2.5 * MINUTE);
    expect(level()).toBe(2);
    await pass(30 * MINUTE);
    expect(level()).toBe(3);
    expect(await facts(day, 'incident.escalated')).toMatchObject([
      { level: 1, rev: 2, by: { kind: 'rule', id: 'watch' } },
      { level: 2, rev: 3 },
      { level: 3, rev: 4 },
    ]);
  });

  test('says nothing twice after a restart', async () => {
    const day = await openDeskDay();
    await day.report({ priority: 1, due: { accept: day.clock.now() + MINUTE } });
    const first = watched(day);
    // Past the last level that hears of a missed limit.
    await first.pass(10 * MINUTE);
    await first.stop();
    const before = (await day.facts()).length;
    const next = await day.restart();
    const { pass } = watched(next);
    await pass(5 * MINUTE);
    expect((await next.facts()).length).toBe(before);
  });

  test('that is suspended comes back at the end that was set, with its limit moved by that time and no more', async () => {
    const day = await openDeskDay();
    const due = day.clock.now() + 2 * HOUR;
    const id = await day.report({ due: { resolve: due } });
    const until = day.clock.now() + 10 * SECOND;
    await day.desk.command(ann, id, 'suspend', { until, reason: 'nobody at home' });
    // The server was down over the end.
    day.clock.advance(MINUTE);
    const { pass } = watched(day);
    await pass(3 * SECOND);
    expect(day.board().incidents.get(id)).toMatchObject({ due: { resolve: due + 10 * SECOND } });
    expect(await facts(day, 'incident.resumed')).toMatchObject([{ by: { kind: 'rule' }, rev: 3 }]);
  });

  test('of the demo has alarms of the demo', async () => {
    const day = await openDeskDay();
    await day.report({ id: 'played', priority: 1 }, true);
    await day.report({ id: 'real', priority: 1 });
    const { pass } = watched(day);
    await pass(MINUTE);
    const marks = (await facts(day, 'alarm.raised')).map(({ alarm, exercise }) => [alarm.subject.id, exercise]);
    expect(marks).toEqual([
      ['played', true],
      ['real', undefined],
    ]);
  });
});

describe('an alarm on the watch', () => {
  test('that is shelved rests, and speaks again when the shelf ends', async () => {
    const day = await openDeskDay();
    const id = await day.report({ priority: 1, category: 'public-security/assault' });
    const { pass } = watched(day);
    await pass(MINUTE);
    const alarm = 'p1-unassigned:incident:i1' as Alarm['id'];
    await day.desk.alarmCommand(ann, alarm, 'shelve', {
      until: day.clock.now() + MINUTE,
      reason: 'crew is on its way',
    });
    await day.desk.command(ann, id, 'cancel', { reason: 'hoax' });
    await pass(59 * SECOND);
    expect(day.board().alarms.get(alarm)).toMatchObject({ active: true });
    await pass(2 * SECOND);
    expect(day.board().alarms.get(alarm)).toMatchObject({ active: false });
    expect(day.board().alarms.get(alarm)).not.toHaveProperty('shelvedUntil');
    expect(await facts(day, 'alarm.unshelved')).toHaveLength(1);
  });

  test('about a cell with nobody waits out a change of shift, and is an exercise where the grid is played', async () => {
    const day = await openDeskDay();
    const { pass } = watched(day, { gridIsExercise: true });
    const staffed = (staffed: boolean) =>
      day.keep([{ kind: 'cell.staffing-changed', cell: cellId('cell-0-0'), staffed }]);
    await staffed(false);
    await pass(MINUTE);
    await staffed(true);
    await pass(10 * SECOND);
    await staffed(false);
    await pass(119 * SECOND);
    expect(await facts(day, 'alarm.raised')).toEqual([]);
    await pass(2 * SECOND);
    expect(await facts(day, 'alarm.raised')).toMatchObject([
      { alarm: { condition: 'cell-unstaffed' }, exercise: true },
    ]);
  });
});

describe('the watch', () => {
  test('goes on by itself when the store takes facts again, and loses nothing', async () => {
    const day = await openDeskDay();
    await day.report({ priority: 1 });
    const { pass, fail, troubles } = watched(day);
    fail(new StoreUnavailable('disk full'));
    await pass(2 * MINUTE);
    expect(troubles).toEqual([]);
    fail(null);
    await pass(SECOND);
    expect(day.board().alarms.size).toBe(1);
  });

  test('tells of what is broken and still looks again', async () => {
    const day = await openDeskDay();
    await day.report({ priority: 1 });
    const { pass, fail, troubles } = watched(day);
    fail(new Error('broken'));
    await pass(MINUTE + 2 * SECOND);
    expect(troubles.length).toBeGreaterThan(1);
    fail(null);
    await pass(SECOND);
    expect(day.board().alarms.size).toBe(1);
  });

  test('waits for a slow disk rather than saying the same again', async () => {
    const day = await openDeskDay();
    await day.report({ priority: 1 });
    const { pass, hold } = watched(day);
    const letGo = hold();
    await pass(MINUTE + 10 * SECOND);
    letGo();
    await vi.waitFor(() => expect(day.board().alarms.size).toBe(1));
    await pass(2 * SECOND);
    expect(await facts(day, 'alarm.raised')).toHaveLength(1);
  });

  test('says nothing more once it was stopped', async () => {
    const day = await openDeskDay();
    await day.report({ priority: 1 });
    const { pass, stop } = watched(day);
    await stop();
    await pass(2 * MINUTE);
    expect(await facts(day, 'alarm.raised')).toEqual([]);
  });

  test('does not resume by its own rules what somebody resumed in the same moment', async () => {
    const day = await openDeskDay();
    const id = await day.report();
    await day.desk.command(ann, id, 'suspend', { until: day.clock.now() + 10 * SECOND, reason: 'x' });
    const { pass } = watched(day);
    await pass(9 * SECOND);
    const resumed = day.desk.command(ann, id, 'resume', {});
    await new Promise((asked) => setTimeout(asked, 0));
    await pass(2 * SECOND);
    expect((await resumed).ok).toBe(true);
    expect(await facts(day, 'incident.resumed')).toHaveLength(1);
    expect((await day.store.incidents.get(id))?.rev).toBe(makeIncident().rev + 2);
  });
});

describe('a post of a cell', () => {
  test('is vacated once its last moment has passed, and the cell is empty when nobody else works it', async () => {
    const day = await openDeskDay();
    const now = day.clock.now();
    const cell = cellId('c1');
    const post = (role: PostRole, person: string, to?: number): Fact => ({
      kind: 'post.filled',
      cell,
      post: { role, person: person as PersonId, from: now, ...(to !== undefined && { to }) },
    });
    await day.keep([
      post('primary', 'ann', now + MINUTE),
      post('deputy', 'bob', now + 2 * MINUTE),
      post('verifier', 'eve'),
    ]);
    const { pass } = watched(day);
    await pass(MINUTE + 5000);
    expect(day.board().cells.get(cell)).toMatchObject({
      staffed: true,
      posts: [{ role: 'deputy' }, { role: 'verifier' }],
    });
    await pass(MINUTE);
    expect(day.board().cells.get(cell)).toMatchObject({ staffed: false, posts: [{ role: 'verifier' }] });
    expect((await facts(day, 'post.vacated')).map(({ role }) => role)).toEqual(['primary', 'deputy']);
  });
});
