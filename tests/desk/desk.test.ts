import { describe, expect, test } from 'vitest';
import type { Actor } from '#data/contract/actor.ts';
import type { Alarm } from '#data/contract/alarm.ts';
import type { IncidentCommandName } from '#data/contract/commands/incident.ts';
import type { InspectionId } from '#data/contract/ids.ts';
import { seededRandom } from '#data/kit/random.ts';
import { HOUR } from '#data/rules/civil-day.ts';
import { cellId, makeIncident, unitId } from '../support/make-rows.ts';
import { type DeskDay, openDeskDay } from '../support/desk-day.ts';
import { expectOneTruth } from './truth.ts';

const ann: Actor = { kind: 'person', id: 'ann' };
const bob: Actor = { kind: 'person', id: 'bob' };
const kinds = async (day: DeskDay) => (await day.facts()).map(({ kind }) => kind);
const own = async (day: DeskDay) =>
  (await kinds(day)).filter((kind) => kind.startsWith('incident.') && kind !== 'incident.reported');

describe('a command', () => {
  test('is kept with who gave it, when and why, and answered with the revision it made', async () => {
    const day = await openDeskDay();
    const id = await day.report();
    const answer = await day.desk.command(ann, id, 'triage', { priority: 1, reason: 'a child is hurt' });
    expect(answer).toEqual({ ok: true, value: { id, rev: 2, seq: 2 } });
    expect((await day.facts()).at(-1)).toMatchObject({
      kind: 'incident.triaged',
      by: ann,
      at: day.clock.now(),
      reason: 'a child is hurt',
      rev: 2,
    });
    expect(day.board().incidents.get(id)).toMatchObject({ state: 'triaged', priority: 1, rev: 2 });
  });

  test('about an incident that nobody knows is refused as such, and so is one that does not exist', async () => {
    const day = await openDeskDay();
    expect(await day.desk.command(ann, 'nowhere', 'triage', {})).toMatchObject({
      refusal: { status: 404, why: 'unknown' },
    });
    const id = await day.report();
    for (const name of ['explode', 'constructor', '__proto__']) {
      expect(await day.desk.command(ann, id, name, {})).toMatchObject({
        refusal: { status: 404, why: 'no-such-command' },
      });
    }
  });

  test('with wrong fields is told where, and never what', async () => {
    const day = await openDeskDay();
    const id = await day.report();
    const answer = await day.desk.command(ann, id, 'triage', { priority: 'secret', 'a/b': 1 });
    expect(answer).toMatchObject({
      refusal: { status: 422, errors: [{ pointer: '/priority' }, { pointer: '/a~1b' }] },
    });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(await day.desk.command(ann, id, 'merge', { into: id })).toMatchObject({
      refusal: { status: 422, why: 'into-itself', errors: [{ pointer: '/into' }] },
    });
  });

  test('that the state does not allow is refused with the state, the revision and what would be allowed', async () => {
    const day = await openDeskDay();
    const id = await day.report();
    expect(await day.desk.command(ann, id, 'close', {})).toMatchObject({
      ok: false,
      refusal: {
        status: 409,
        why: 'state',
        state: 'reported',
        rev: 1,
        allowed: expect.arrayContaining(['triage', 'cancel']),
      },
    });
  });

  test('by someone who has not seen the newest revision is refused with the newer one', async () => {
    const day = await openDeskDay();
    const id = await day.report();
    await day.desk.command(ann, id, 'note', { text: 'called back' });
    expect(await day.desk.command(bob, id, 'triage', {}, { ifMatch: 1 })).toMatchObject({
      refusal: { status: 409, why: 'stale', rev: 2 },
    });
    expect(await day.desk.command(bob, id, 'triage', {}, { ifMatch: 2 })).toMatchObject({ ok: true });
  });

  test('reaches an incident that has left the board: a closed one is reopened', async () => {
    const day = await openDeskDay();
    const id = await day.report();
    for (const name of ['triage', 'resolve']) await day.desk.command(ann, id, name, {});
    await day.desk.command(bob, id, 'verify', {});
    await day.desk.command(bob, id, 'close', {});
    expect(day.board().incidents.has(id)).toBe(false);
    await day.desk.command(ann, id, 'note', { text: 'the caller rang again' });
    expect(await day.desk.command(ann, id, 'reopen', { reason: 'it leaks again' })).toMatchObject({
      value: { rev: 7 },
    });
    expect(day.board().incidents.get(id)).toMatchObject({ state: 'triaged', rev: 7 });
    expect(await day.store.incidents.get(id)).toEqual(day.board().incidents.get(id));
  });

  test('is marked as an exercise when the incident is one or the caller plays', async () => {
    const day = await openDeskDay();
    const played = await day.report({ id: 'played' }, true);
    const real = await day.report({ id: 'real' });
    await day.desk.command(ann, played, 'triage', {});
    await day.desk.command(ann, real, 'triage', {});
    await day.desk.command(ann, real, 'note', { text: 'drill' }, { exercise: true });
    expect((await day.facts()).map(({ exercise }) => exercise)).toEqual([true, undefined, true, undefined, true]);
  });
});

describe('the same idempotency key', () => {
  const key = { idempotencyKey: 'k-1' };

  test('gets the same answer and makes one fact, also when the state would no longer allow it, and after a restart', async () => {
    const day = await openDeskDay();
    await day.addUnits('u1');
    const id = await day.report();
    await day.desk.command(ann, id, 'triage', {});
    const first = await day.desk.command(ann, id, 'assign', { unit: 'u1' }, { ...key, ifMatch: 2 });
    expect(first).toMatchObject({ ok: true, value: { rev: 3 } });
    expect(await day.desk.command(ann, id, 'assign', { unit: 'u1' }, { ...key, ifMatch: 2 })).toEqual(first);
    const next = await day.restart();
    expect(await next.desk.command(ann, id, 'assign', { unit: 'u1' }, key)).toEqual(first);
    expect(await own(next)).toEqual(['incident.triaged', 'incident.assigned']);
  });

  test('sent a hundred times at once makes one fact and a hundred equal answers', async () => {
    const day = await openDeskDay();
    const id = await day.report();
    const note = () => day.desk.command(ann, id, 'note', { text: 'called back' }, key);
    const answers = await Promise.all(Array.from({ length: 100 }, note));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await own(day)).toEqual(['incident.noted']);
  });

  test('is another command when somebody else uses it, or for something else', async () => {
    const day = await openDeskDay();
    const id = await day.report();
    await day.desk.command(ann, id, 'note', { text: 'a' }, key);
    await day.desk.command(bob, id, 'note', { text: 'b' }, key);
    await day.desk.command(ann, id, 'triage', {}, key);
    expect(await own(day)).toEqual(['incident.noted', 'incident.noted', 'incident.triaged']);
  });

  test('is answered for a reopening as well', async () => {
    const day = await openDeskDay();
    const id = await day.report();
    for (const name of ['triage', 'resolve']) await day.desk.command(ann, id, name, {});
    const reopen = () => day.desk.command(ann, id, 'reopen', { reason: 'not done' }, key);
    const first = await reopen();
    expect(first).toMatchObject({ value: { id, rev: 4 } });
    expect(await reopen()).toEqual(first);
  });

  test('of an acknowledgement is answered after the alarm has left the board', async () => {
    const day = await openDeskDay();
    const alarm = 'limit-passed:incident:i1' as Alarm['id'];
    await raise(day, alarm);
    const first = await day.desk.alarmCommand(ann, alarm, 'acknowledge', {}, key);
    await day.keep([{ kind: 'alarm.cleared', alarm }]);
    expect(day.board().alarms.size).toBe(0);
    expect(await day.desk.alarmCommand(ann, alarm, 'acknowledge', {}, key)).toEqual(first);
    expect(await day.desk.alarmCommand(ann, alarm, 'acknowledge', {})).toMatchObject({ refusal: { status: 404 } });
  });
});

const raise = (day: DeskDay, id: Alarm['id']) =>
  day.keep([
    {
      kind: 'alarm.raised',
      alarm: { id, condition: 'limit-passed', subject: { kind: 'incident', id: 'i1' }, priority: 2, areas: [] },
    },
  ]);

describe('a thousand hands at once', () => {
  test('leave one truth: every accepted command has a revision of its own, and board and index agree', async () => {
    const day = await openDeskDay();
    const units = ['u1', 'u2', 'u3'];
    await day.addUnits(...units);
    const ids = [await day.report({ id: 'i1' }), await day.report({ id: 'i2' })];
    for (const id of ids) await day.desk.command(ann, id, 'triage', {});
    const random = seededRandom('a thousand hands');
    const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!;
    const names = [
      'assign',
      'enroute',
      'arrive',
      'unassign',
      'resolve',
      'verify',
      'close',
      'reopen',
      'merge',
      'cancel',
    ] as const;
    const bodyOf = (name: IncidentCommandName) => {
      if (['assign', 'enroute', 'arrive', 'unassign'].includes(name)) return { unit: pick(units) };
      if (name === 'merge') return { into: pick(ids) };
      return ['reopen', 'cancel'].includes(name) ? { reason: 'x' } : {};
    };
    const answers = await Promise.all(
      Array.from({ length: 1000 }, (_, i) => {
        // Exits are rare, or all would be over after the first few.
        const name = pick(i < 900 ? names.slice(0, 8) : names);
        return day.desk.command(pick([ann, bob]), pick(ids), name, bodyOf(name));
      }),
    );

    const made = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
    expect(made.length).toBeGreaterThan(50);
    expect(made.length).toBeLessThan(1000);
    for (const answer of answers) if (!answer.ok) expect([409, 422]).toContain(answer.refusal.status);
    for (const id of ids) {
      const told = made.filter((receipt) => receipt.id === id);
      const bySeq = new Map(told.map(({ seq, rev }) => [seq as number, rev!]));
      expect(bySeq.size).toBe(told.length);
      const revisions = expectOneTruth(await day.facts(), id, bySeq, 2);
      const row = await day.store.incidents.get(id);
      expect(row?.rev).toBe(revisions);
      if (day.board().incidents.has(id)) expect(day.board().incidents.get(id)).toEqual(row);
    }
    const busy = [...day.board().units.values()].flatMap(({ id, incident }) =>
      incident ? [`${id} on ${incident}`] : [],
    );
    const sent = [...day.board().incidents.values()].flatMap(({ id, assignments }) =>
      assignments.map(({ unit }) => `${unit} on ${id}`),
    );
    expect(busy.sort()).toEqual(sent.sort());
  });

  test('all want the same unit for a hundred incidents: one gets it', async () => {
    const day = await openDeskDay();
    await day.addUnits('u1');
    const ids = await Promise.all(Array.from({ length: 100 }, (_, i) => day.report({ id: `i${i}` })));
    await Promise.all(ids.map((id) => day.desk.command(ann, id, 'triage', {})));
    const answers = await Promise.all(ids.map((id) => day.desk.command(ann, id, 'assign', { unit: 'u1' })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.refusal.why === 'unit-busy')).toHaveLength(99);
  });

  test('of another node get in between: the decision is made again on what is now true', async () => {
    const day = await openDeskDay();
    const id = await day.report();
    const stolen = makeIncident({ id });
    const command = day.desk.command(ann, id, 'triage', {});
    await day.keep([{ kind: 'incident.noted', incident: stolen.id, rev: 2, text: 'from elsewhere' }]);
    expect(await command).toMatchObject({ ok: true });
    expect(day.board().incidents.get(id)?.rev).toBe(3);
  });
});

describe('other things at the desk', () => {
  test('a crew says that it is at table, but not while it is on an incident', async () => {
    const day = await openDeskDay();
    await day.addUnits('u1');
    const meal = { availability: 'conditional', reason: 'meal' };
    expect(await day.desk.unitCommand(ann, 'u1', 'status', meal)).toMatchObject({ ok: true });
    expect(day.board().units.get(unitId('u1'))).toMatchObject(meal);
    const id = await day.report();
    await day.desk.command(ann, id, 'triage', {});
    await day.desk.command(ann, id, 'assign', { unit: 'u1' });
    expect(await day.desk.unitCommand(ann, 'u1', 'status', meal)).toMatchObject({
      refusal: { status: 409, why: 'on-incident' },
    });
    expect(
      await day.desk.unitCommand(ann, 'u1', 'status', { availability: 'available', reason: 'offduty' }),
    ).toMatchObject({
      refusal: { status: 422, errors: [{ pointer: '/availability' }] },
    });
    expect(await day.desk.unitCommand(ann, 'u9', 'status', meal)).toMatchObject({ refusal: { status: 404 } });
  });

  test('an alarm is acknowledged once, shelved with an end, and says what responses it takes', async () => {
    const day = await openDeskDay();
    const alarm = 'limit-passed:incident:i1' as Alarm['id'];
    await raise(day, alarm);
    await day.desk.alarmCommand(ann, alarm, 'acknowledge', {});
    expect(await day.desk.alarmCommand(bob, alarm, 'acknowledge', {})).toMatchObject({
      refusal: { status: 409, why: 'acknowledged', allowed: ['shelve'] },
    });
    const until = day.clock.now() + HOUR;
    await day.desk.alarmCommand(ann, alarm, 'shelve', { until: new Date(until).toISOString(), reason: 'known' });
    expect(day.board().alarms.get(alarm)?.shelvedUntil).toBe(until);
    await day.desk.alarmCommand(ann, alarm, 'unshelve', {});
    expect(day.board().alarms.get(alarm)).not.toHaveProperty('shelvedUntil');
  });

  test('an inspection is done once, and the cell knows when it was last visited', async () => {
    const day = await openDeskDay();
    const inspection = {
      id: 'n1' as InspectionId,
      cell: cellId('c1'),
      areas: [],
      checklist: 'fire-safety',
      due: day.clock.now(),
    };
    await day.keep([{ kind: 'inspection.fell-due', inspection }]);
    expect(await day.desk.inspectionCommand(ann, 'n1', 'done', {})).toMatchObject({ ok: true });
    expect(day.board().cells.get(cellId('c1'))?.lastVisit).toBe(day.clock.now());
    expect(await day.desk.inspectionCommand(ann, 'n1', 'done', {})).toMatchObject({ refusal: { status: 404 } });
  });
});
