import { describe, expect, test } from 'vitest';
import { unitCommands } from '#data/contract/commands/unit.ts';
import { emptyBoard } from '#data/contract/board.ts';
import type { AreaId, PersonId, UnitId } from '#data/contract/ids.ts';
import type { Unit } from '#data/contract/unit.ts';
import { decideUnit } from '#data/rules/unit-status.ts';
import { actionsFor, crewCommands } from '#client/console/actions/unit.ts';
import { incidentId, makeUnit } from '../support/make-rows.ts';
import { makePack } from '../support/pack.ts';
import { person } from '../console-views/made-desk.ts';

const may = (unit: Unit, over: Parameters<typeof person>[0] = {}) =>
  actionsFor(unit, { me: person(over), board: emptyBoard, now: 0, pack: makePack() }, crew);
const crew = [
  person({ id: 'west' as PersonId, unit: 'u7' as UnitId, area: 'd0s0c0' as AreaId }),
  person({ id: 'east' as PersonId, unit: 'u8' as UnitId, area: 'd1' as AreaId }),
];

describe('what the desk can do with a unit', () => {
  test('depends on what the unit does', () => {
    expect(may(makeUnit({ reason: 'patrol' }))).toEqual(['standby', 'meal', 'refuel', 'offduty']);
    const onScene = makeUnit({ reason: 'onscene', availability: 'unavailable', incident: incidentId('i1') });
    expect(may(onScene)).toEqual(['checkIn']);
    expect(may({ ...onScene, panic: 1 })).toEqual(['endPanic', 'checkIn']);
  });

  test('is for an administrator what it is called, and that it is no unit any more', () => {
    const admin = { role: 'admin' } as const;
    expect(may(makeUnit({ reason: 'patrol' }), admin).slice(-2)).toEqual(['describe', 'remove']);
    const busy = makeUnit({ reason: 'onscene', incident: incidentId('i1') });
    expect(may(busy, admin)).toEqual(['checkIn', 'describe']);
    expect(may(makeUnit({ reason: 'offduty', removed: 1 }), admin)).toEqual(['restore']);
    const limited = { ...admin, area: 'd0' as AreaId };
    // Of a part of the city: where its crew works, as the server has it.
    const patrolling = (id: string) => makeUnit({ id: id as UnitId, reason: 'patrol' });
    expect(may(patrolling('u7'), limited)).toEqual(may(patrolling('u7'), admin));
    for (const elsewhere of ['u8', 'u9'])
      expect(may(patrolling(elsewhere), limited)).toEqual(may(patrolling(elsewhere), { role: 'supervisor' }));
    expect(may(makeUnit({ id: 'u8' as UnitId, reason: 'offduty', removed: 1 }), limited)).toEqual([]);
    expect(may(makeUnit({ reason: 'offduty', removed: 1 }))).toEqual([]);
  });

  test('is nothing for who may not', () => {
    expect(may(makeUnit({ panic: 1 }), { role: 'analyst' })).toEqual([]);
    expect(may(makeUnit({ panic: 1 }), { role: 'officer' })).toEqual([]);
  });

  test.each(Object.entries(crewCommands))('%s is a command that the server takes', (_action, command) => {
    expect(unitCommands[command.name].body.safeParse(command.body).success).toBe(true);
    expect(decideUnit(makeUnit(), command, { board: emptyBoard, pack: makePack() }).ok).toBe(true);
  });
});
