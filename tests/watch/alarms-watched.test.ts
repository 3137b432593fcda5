import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Actor } from '#data/contract/actor.ts';
import type { FactKind } from '#data/contract/fact.ts';
import type { AlarmId, SourceName, UnitId } from '#data/contract/ids.ts';
import { alarmOf, type Condition } from '#data/rules/alarm-identity.ts';
import { DAY, MINUTE } from '#data/rules/civil-day.ts';
import { createWatch } from '#server/watch/watch.ts';
import { unitId } from '../support/make-rows.ts';
import { type DeskDay, openDeskDay } from '../support/desk-day.ts';
import { makePack } from '../support/pack.ts';

const ann: Actor = { kind: 'person', id: 'ann' };
const SECOND = 1000;

/** A watched day on which every unit is heard all the time, but those that `lost` names. */
function watched(day: DeskDay) {
  const lost = new Set<UnitId>();
  let further: Condition[] = [];
  const watch = createWatch({
    log: day.store.log,
    board: day.board,
    seq: day.seq,
    clock: day.clock,
    pack: makePack(),
    lastHeard: (unit) => (lost.has(unit) ? day.clock.now() - 3 * MINUTE : day.clock.now()),
    further: () => further,
    links: { sourceOf: () => 'radio' as SourceName },
    trouble: (_what, error) => {
      throw error;
    },
  });
  onTestFinished(() => watch.stop());
  return {
    lose: (...units: string[]) => units.forEach((unit) => lost.add(unitId(unit))),
    find: (...conditions: Condition[]) => (further = conditions),
    /** Every second counts only where it is asked for: rounds are stood, not waited for. */
    async pass(ms: number, step = MINUTE / 2) {
      for (let left = ms; left > 0; left -= step) {
        day.clock.advance(Math.min(step, left));
        await watch.look();
      }
    },
  };
}

const alarm = (day: DeskDay, id: string) => day.board().alarms.get(id as AlarmId);
const count = async (day: DeskDay, kind: FactKind) => (await day.facts()).filter((fact) => fact.kind === kind).length;

async function sent(day: DeskDay, over: Parameters<DeskDay['report']>[0] = {}) {
  await day.addUnits('u1');
  const id = await day.report({ priority: 2, ...over });
  for (const [name, body] of [
    ['triage', {}],
    ['assign', { unit: 'u1' }],
    ['arrive', { unit: 'u1' }],
  ] as const)
    expect((await day.desk.command(ann, id, name, body)).ok).toBe(true);
  return id;
}

describe('a crew on scene', () => {
  test('is an alarm after twenty minutes without a word, and none for twenty more once it says that it is well', async () => {
    const day = await openDeskDay();
    await sent(day);
    const { pass } = watched(day);
    await pass(20 * MINUTE - SECOND);
    expect(alarm(day, 'welfare-due:unit:u1')).toBeUndefined();
    await pass(2 * SECOND, SECOND);
    expect(alarm(day, 'welfare-due:unit:u1')).toMatchObject({ active: true, priority: 2 });
    await day.desk.unitCommand(ann, 'u1', 'check-in', {});
    await pass(SECOND, SECOND);
    expect(alarm(day, 'welfare-due:unit:u1')).toMatchObject({ active: false });
    await day.desk.alarmCommand(ann, 'welfare-due:unit:u1', 'acknowledge', {});
    await pass(19 * MINUTE);
    expect(alarm(day, 'welfare-due:unit:u1')).toBeUndefined();
    await pass(2 * MINUTE);
    expect(alarm(day, 'welfare-due:unit:u1')).toMatchObject({ active: true });
  });

  test('that calls for help is heard at once, and its alarm stands until the call is ended', async () => {
    const day = await openDeskDay();
    await day.addUnits('u1');
    const { pass } = watched(day);
    await day.desk.unitCommand(ann, 'u1', 'panic', {});
    day.clock.advance(0);
    await vi.waitFor(() => expect(alarm(day, 'panic:unit:u1')).toMatchObject({ active: true, priority: 1 }));
    await day.desk.alarmCommand(ann, 'panic:unit:u1', 'acknowledge', {});
    await pass(5 * MINUTE);
    expect(alarm(day, 'panic:unit:u1')).toMatchObject({ active: true, acknowledged: true });
    await day.desk.unitCommand(ann, 'u1', 'panic-end', { reason: 'all well' });
    await pass(SECOND, SECOND);
    expect(alarm(day, 'panic:unit:u1')).toBeUndefined();
  });
});

describe('an alarm that another says all of', () => {
  test('is suppressed in the moment in which it is raised, and told once the other is over', async () => {
    const day = await openDeskDay();
    const now = day.clock.now();
    const id = await day.report({ priority: 1, due: { accept: now + MINUTE, attend: now + 5 * MINUTE } });
    const { pass } = watched(day);
    await day.desk.command(ann, id, 'triage', {});
    await pass(5 * MINUTE);
    expect(alarm(day, 'limit-passed:incident:i1')).toMatchObject({ suppressedBy: 'p1-unassigned:incident:i1' });
    const facts = await day.facts();
    const raised = facts.find((fact) => fact.kind === 'alarm.raised' && fact.alarm.condition === 'limit-passed')!;
    const suppressed = facts.find(
      (fact) => fact.kind === 'alarm.suppressed' && fact.alarm === 'limit-passed:incident:i1',
    )!;
    expect(suppressed.at).toBe(raised.at);

    await day.addUnits('u1');
    await day.desk.command(ann, id, 'assign', { unit: 'u1' });
    await pass(SECOND, SECOND);
    expect(alarm(day, 'limit-passed:incident:i1')).toMatchObject({ active: true });
    expect(alarm(day, 'limit-passed:incident:i1')).not.toHaveProperty('suppressedBy');
  });

  test('leaves without an acknowledgement when it is over first: nobody was told of it', async () => {
    const day = await openDeskDay();
    await day.addUnits('u1', 'u2');
    const { pass, lose, find } = watched(day);
    const radio = { kind: 'source' as const, id: 'radio' };
    find({ alarm: alarmOf('channel-silent', radio, 2, [], { figures: { units: 2 } }), since: 0, exercise: false });
    lose('u1', 'u2');
    await pass(20 * MINUTE);
    for (const id of ['u1', 'u2'])
      expect(alarm(day, `unit-silent:unit:${id}`)).toMatchObject({ suppressedBy: 'channel-silent:source:radio' });
    await day.desk.unitCommand(ann, 'u1', 'status', { availability: 'unavailable', reason: 'offduty' });
    await pass(MINUTE);
    expect(alarm(day, 'unit-silent:unit:u1')).toBeUndefined();
    find();
    await pass(MINUTE);
    expect(alarm(day, 'unit-silent:unit:u2')).not.toHaveProperty('suppressedBy');
    expect(await count(day, 'alarm.unsuppressed')).toBe(1);
  });

  test('is said once, however long that lasts', async () => {
    const day = await openDeskDay();
    await day.report({ priority: 1, due: { accept: day.clock.now() + MINUTE, attend: day.clock.now() + 2 * MINUTE } });
    const { pass } = watched(day);
    await pass(10 * MINUTE);
    const before = (await day.facts()).length;
    await pass(10 * MINUTE);
    expect((await day.facts()).length).toBe(before);
  });
});

describe('a condition out of service', () => {
  test('raises nothing, clears what stands, and returns by itself at its end', async () => {
    const day = await openDeskDay();
    await day.report({ priority: 1 });
    const { pass } = watched(day);
    await pass(2 * MINUTE);
    expect(alarm(day, 'p1-unassigned:incident:i1')).toMatchObject({ active: true });
    const until = day.clock.now() + DAY;
    const out = await day.desk.ruleCommand(ann, 'p1-unassigned', 'take-out', { until, reason: 'drill' });
    expect(out.ok).toBe(true);
    await pass(SECOND, SECOND);
    expect(alarm(day, 'p1-unassigned:incident:i1')).toMatchObject({ active: false });
    await pass(DAY - MINUTE, DAY / 4);
    expect(await count(day, 'alarm-rule.returned')).toBe(0);
    await pass(MINUTE);
    expect(day.board().outOfService.size).toBe(0);
    await pass(2 * MINUTE);
    expect(alarm(day, 'p1-unassigned:incident:i1')).toMatchObject({ active: true });
  });
});
