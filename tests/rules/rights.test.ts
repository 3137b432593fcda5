import { describe, expect, test } from 'vitest';
import type { Command } from '#data/contract/commands/command.ts';
import type { AreaId, OrganisationId, PersonId, TaskId } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import { roles, type Person } from '#data/contract/person.ts';
import { allowedCommands, commandsIn } from '#data/rules/life-cycle.ts';
import { kinds } from '#data/contract/commands/kinds.ts';
import { allowedTo, mayOf, rightOf, type RightsContext, type Subject } from '#data/rules/rights.ts';
import {
  makeAlarm,
  makeBoard,
  makeDanger,
  makeIncident,
  makeInspection,
  makeUnit,
  unitId,
} from '../support/make-rows.ts';
import { makePack, packCell } from '../support/pack.ts';

const now = 2_000_000;
const west = ['d0', 'd0s0', 'd0s0c0'] as AreaId[];
const cell = packCell(0, 0);
const organisation = 'd0s0c0-committee' as OrganisationId;
const somebody = (over: Partial<Person> = {}): Person => ({
  id: 'ann' as PersonId,
  name: 'Ann',
  role: 'officer',
  oversight: false,
  left: false,
  ...over,
});
const post = (over: object = {}) => ({ role: 'primary' as const, person: 'ann' as PersonId, from: 1, ...over });
const contextWith = (posts = [post()]): RightsContext => ({
  board: makeBoard({ cells: [{ id: cell, staffed: true, posts }] }),
  now,
  pack: makePack(),
  crewIsWithin: (_unit, area) => area === west[1],
});
const nobodyPosted = contextWith([]);
const task = (over = {}) => ({
  id: 't1' as TaskId,
  organisation,
  lead: true,
  due: 9,
  state: 'asked' as const,
  since: 1,
  ...over,
});
const subjects: Subject[] = [
  { kind: 'incident', row: makeIncident({ areas: west, cell }) },
  { kind: 'unit', row: makeUnit() },
  { kind: 'alarm', row: makeAlarm({ areas: west }) },
  { kind: 'inspection', row: makeInspection({ areas: west, cell }) },
  { kind: 'cell', row: { id: cell, staffed: true } },
  { kind: 'danger', row: makeDanger({ areas: west, cell }) },
];

describe('a right', () => {
  test.each(subjects.map((subject) => [subject.kind, subject] as const))(
    'to command an %s is what the table says, and nobody has one beyond their area',
    (kind, subject) => {
      for (const [name, { may }] of Object.entries<Command>(kinds[kind].commands))
        for (const role of roles) {
          const right = rightOf(somebody({ role }), subject, name, {}, nobodyPosted);
          expect(right, `${role} ${name}`).toBe(may[role] === 'all' ? 'given' : 'missing');
          const elsewhere = rightOf(somebody({ role, area: 'd1' as AreaId }), subject, name, {}, nobodyPosted);
          const isOfItsCrew = ['describe', 'remove', 'restore'].includes(name);
          expect(elsewhere).toBe(kind !== 'unit' ? 'hidden' : isOfItsCrew ? 'missing' : right);
          expect(rightOf(somebody({ role, area: west[1]! }), subject, name, {}, nobodyPosted)).toBe(right);
        }
      for (const name of ['explode', 'constructor', 'toString', '__proto__']) {
        expect(mayOf({ role: 'admin' }, kind, name)).toBeUndefined();
        expect(rightOf(somebody({ role: 'admin' }), subject, name, {}, nobodyPosted)).toBe('missing');
      }
    },
  );

  test('of an officer is over their own crew, their organisation’s task, and the work that these lead', () => {
    const incident = makeIncident({
      assignments: [{ unit: unitId('u1'), state: 'assigned', since: 1 }],
      tasks: [task(), task({ id: 't2' as TaskId, organisation: 'other' as OrganisationId, lead: false })],
    });
    const given = (person: Person, name: string, body: object = {}) =>
      rightOf(person, { kind: 'incident', row: incident }, name, body, nobodyPosted) === 'given';
    const crew = somebody({ unit: unitId('u1') });
    const committee = somebody({ organisation });
    expect(given(crew, 'arrive', { unit: 'u1' })).toBe(true);
    expect(given(crew, 'arrive', { unit: 'u2' })).toBe(false);
    expect(given(crew, 'resolve')).toBe(true);
    expect(given(crew, 'resolve', { unit: 'u1' })).toBe(true);
    expect(given(crew, 'resolve', { unit: 'u2' })).toBe(false);
    expect(given(crew, 'task-done', { task: 't1' })).toBe(false);
    expect(given(committee, 'task-done', { task: 't1' })).toBe(true);
    expect(given(committee, 'task-done', { task: 't2' })).toBe(false);
    expect(given(committee, 'resolve')).toBe(true);
    expect(given(somebody({ organisation: 'other' as OrganisationId }), 'resolve')).toBe(false);
    expect(given(somebody(), 'resolve')).toBe(false);
    expect(given(somebody(), 'arrive', {})).toBe(false);
  });

  test('of an officer is to leave what is done, and nothing before', () => {
    const given = (state: Incident['state'], body: object) => {
      const row = makeIncident({ state, assignments: [{ unit: unitId('u1'), state: 'onscene', since: 1 }] });
      return rightOf(somebody({ unit: unitId('u1') }), { kind: 'incident', row }, 'unassign', body, nobodyPosted);
    };
    expect(given('onscene', { unit: 'u1' })).toBe('missing');
    expect(given('resolved', { unit: 'u1' })).toBe('given');
    expect(given('verified', { unit: 'u1' })).toBe('given');
    expect(given('resolved', { unit: 'u2' })).toBe('missing');
  });

  test('of who holds a post ends with the post', () => {
    const [, , , visit] = subjects as [Subject, Subject, Subject, Subject];
    const right = (posts: ReturnType<typeof post>[]) => rightOf(somebody(), visit, 'done', {}, contextWith(posts));
    expect(right([post()])).toBe('given');
    expect(right([post({ to: now })])).toBe('given');
    expect(right([post({ to: now - 1 })])).toBe('missing');
    expect(right([post({ from: now + 1 })])).toBe('missing');
    expect(right([post({ person: 'bob' })])).toBe('missing');
    expect(rightOf(somebody({ organisation }), visit, 'done', {}, nobodyPosted)).toBe('given');
  });

  test('to work on a danger is its organisation’s; to check it, the cell’s alone', () => {
    const danger: Subject = { kind: 'danger', row: makeDanger({ cell, areas: west, organisation }) };
    const right = (person: Person, name: string, context: RightsContext) => rightOf(person, danger, name, {}, context);
    expect(right(somebody({ organisation }), 'rectified', nobodyPosted)).toBe('given');
    expect(right(somebody({ organisation }), 'clear', nobodyPosted)).toBe('missing');
    expect(right(somebody(), 'clear', contextWith())).toBe('given');
    expect(right(somebody(), 'order', contextWith())).toBe('missing');
  });
});

describe('what is offered', () => {
  test('is never more than the state takes and the right gives, in any state and for any role', () => {
    for (const state of Object.keys(commandsIn) as Incident['state'][])
      for (const role of roles) {
        const incident = makeIncident({
          state,
          due: { resolve: 9 },
          assignments: [{ unit: unitId('u1'), state: 'assigned', since: 1 }],
          tasks: [task()],
          resolvedBy: { kind: 'person', id: 'ann' },
        });
        const person = somebody({ role, unit: unitId('u1'), organisation });
        const offered = allowedTo(person, incident);
        for (const name of offered) {
          expect(allowedCommands(incident)).toContain(name);
          const body = { unit: 'u1', task: 't1' };
          expect(rightOf(person, { kind: 'incident', row: incident }, name, body, nobodyPosted)).toBe('given');
        }
        expect(offered).not.toContain('verify');
        if (role === 'analyst') expect(offered).toEqual([]);
      }
  });
});
