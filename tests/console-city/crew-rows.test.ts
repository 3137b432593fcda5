import { describe, expect, test } from 'vitest';
import type { Unit } from '#data/contract/unit.ts';
import { welfareEvery } from '#data/rules/alarm-rules.ts';
import { crewFilterOf, crewTable, nextCrew, type CrewRow } from '#client/console/crews/crew-rows.ts';
import { incidentId, makeIncident, makeUnit, unitId } from '../support/make-rows.ts';

const now = 10_000_000_000;
const MINUTE = 60_000;
const robbery = makeIncident({ id: 'i1', number: 'TT26-7', priority: 1 });
const leak = makeIncident({ id: 'i2', number: 'TT26-8', priority: 3 });
const said = ({ unit, incident }: CrewRow) => `${unit.callSign ?? unit.id} ${incident?.number ?? ''}`;

function tableOf(units: readonly Unit[], query: Record<string, string> = {}) {
  const board = {
    units: new Map(units.map((unit) => [unit.id, unit])),
    incidents: new Map([robbery, leak].map((row) => [row.id, row])),
  };
  return crewTable(board, crewFilterOf(query), now, said);
}
const shape = (units: readonly Unit[], query?: Record<string, string>) =>
  tableOf(units, query).groups.map(({ group, rows }) => [group, ...rows.map(({ unit }) => unit.id)]);

const onScene = (id: string, minutes: number, over: Partial<Omit<Unit, 'id'>> = {}) =>
  makeUnit({ id, availability: 'unavailable', reason: 'onscene', since: now - minutes * MINUTE, ...over });

describe('the table of units', () => {
  test('begins with who calls for help, then with who has not been heard to be well', () => {
    const units = [
      makeUnit({ id: 'free' }),
      makeUnit({ id: 'off', availability: 'unavailable', reason: 'offduty' }),
      makeUnit({ id: 'meal', availability: 'unavailable', reason: 'meal' }),
      makeUnit({ id: 'maybe', availability: 'conditional', reason: 'standby' }),
      makeUnit({ id: 'sent', availability: 'unavailable', reason: 'enroute', incident: incidentId('i2') }),
      onScene('long', 40, { incident: incidentId('i2') }),
      onScene('short', 5, { incident: incidentId('i2') }),
      makeUnit({ id: 'help', panic: now - MINUTE }),
    ];
    expect(shape(units)).toEqual([
      ['panic', 'help'],
      ['welfare', 'long'],
      ['sent', 'sent', 'short'],
      ['available', 'free'],
      ['conditional', 'maybe'],
      ['unavailable', 'meal'],
      ['offduty', 'off'],
    ]);
  });

  test('counts the welfare time by the priority of the incident, anew from every check-in', () => {
    const [first] = tableOf([onScene('u1', 5, { incident: incidentId('i1') })]).rows;
    expect(first!.welfareLeft).toBe(welfareEvery[1] - 5 * MINUTE);
    expect(shape([onScene('u1', 16, { incident: incidentId('i1') })])).toEqual([['welfare', 'u1']]);
    expect(shape([onScene('u1', 16, { incident: incidentId('i2') })])).toEqual([['sent', 'u1']]);
    expect(shape([onScene('u1', 60, { checkedIn: now - MINUTE })])).toEqual([['sent', 'u1']]);
  });

  test('has call signs in the order of their numbers', () => {
    const units = ['Police 10', 'Police 2', 'Grid 1'].map((callSign, i) => makeUnit({ id: `u${i}`, callSign }));
    expect(shape(units)).toEqual([['available', 'u2', 'u1', 'u0']]);
  });

  test('shows what the address asks for, and still counts the other groups', () => {
    const units = [
      makeUnit({ id: 'u1', service: 'traffic' }),
      makeUnit({ id: 'u2' }),
      onScene('u3', 1, { incident: incidentId('i1') }),
    ];
    expect(shape(units, { units: 'sent,nonsense' })).toEqual([['sent', 'u3']]);
    expect(tableOf(units, { units: 'sent' }).counts).toMatchObject({ sent: 1, available: 2 });
    expect(shape(units, { 'unit-service': 'traffic' })).toEqual([['available', 'u1']]);
    expect(shape(units, { 'unit-text': 'tt26-7' })).toEqual([['sent', 'u3']]);
    expect(tableOf(units, { 'unit-text': 'nobody' })).toMatchObject({ rows: [], all: 3 });
  });

  test('is stepped through from row to row and never over its ends', () => {
    const { rows } = tableOf(['u1', 'u2', 'u3'].map((id) => makeUnit({ id })));
    expect(nextCrew(rows, undefined, 1)?.unit.id).toBe('u1');
    expect(nextCrew(rows, unitId('u1'), 1)?.unit.id).toBe('u2');
    expect(nextCrew(rows, unitId('u3'), 10)?.unit.id).toBe('u3');
    expect(nextCrew(rows, unitId('u2'), -Infinity)?.unit.id).toBe('u1');
    expect(nextCrew([], undefined, 1)).toBeUndefined();
  });
});
