import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import type { Alarm } from '#data/contract/alarm.ts';
import { alarmCommands } from '#data/contract/commands/alarm.ts';
import { cellCommands } from '#data/contract/commands/cell.ts';
import { dangerCommands } from '#data/contract/commands/danger.ts';
import { disputeCommands, RegisterDispute } from '#data/contract/commands/dispute.ts';
import { DrawUpHandover } from '#data/contract/commands/handover.ts';
import { NoteShift, shiftCommands } from '#data/contract/commands/shift.ts';
import { dangerStates, type Danger } from '#data/contract/danger.ts';
import type { Dispute } from '#data/contract/dispute.ts';
import { AddPerson, personCommands } from '#data/contract/person.ts';
import { alarmActions } from '#client/console/actions/alarm.ts';
import { disputeActions, registerAction } from '#client/console/actions/dispute.ts';
import { dangerActions } from '#client/console/actions/danger.ts';
import { postActions } from '#client/console/actions/cell.ts';
import type { Action } from '#client/console/form/action.ts';
import { toField } from '#client/console/form/city-time.ts';
import { fill, type Branch, type Field } from '#client/console/form/field.ts';
import { addAction, personActions } from '#client/console/actions/person.ts';
import { drawUpAction, keptAction, logActions } from '#client/console/actions/shift.ts';
import { madePack } from '#client/gallery/made-pack.ts';
import { cityNames } from '#client/words/shared/city-names.ts';
import { consoleWords } from '#client/words/console/console-words.ts';
import { community, now, organisation, person, say } from './made-desk.ts';

const words = say.of(consoleWords);
const zone = 'Asia/Shanghai';

/** What somebody would enter; every field, or only those that must be. */
function entry(field: Field): string | string[] {
  switch (field.kind) {
    case 'time':
      return toField(now + 3_600_000, zone);
    case 'choice':
      return field.options[0]!.value;
    case 'branch':
      return leaf(field.tree);
    case 'several':
      return field.options.slice(0, 1).map(({ value }) => value);
    case 'yes-no':
      return 'no';
    case 'number':
      return '3';
    default:
      return field.kind === 'secret' ? 'correct horse battery' : 'Zhang Wei, 13997110001';
  }
}
function leaf([first]: readonly Branch[]): string {
  return first!.of ? leaf(first!.of) : first!.value;
}
function bodyOf(action: Action, which: 'all' | 'required'): unknown {
  const fields = action.fields ?? [];
  const filled = fields.filter(({ required }) => which === 'all' || required);
  const entries = Object.fromEntries(filled.map((field) => [field.name, entry(field)]));
  const { values, missing, wrong } = fill(fields, entries, zone);
  expect([missing, wrong]).toEqual([[], []]);
  // As it travels.
  return JSON.parse(JSON.stringify(action.body ? action.body(values) : values));
}

const danger = {
  id: 'd1',
  rev: 3,
  found: now,
  since: now,
  cell: madePack.cells[0]!.id,
  areas: [community],
  checklist: 'fire-safety',
  item: 'exits',
  exercise: true,
} as Omit<Danger, 'state'>;
const dispute = {
  id: 'k1',
  rev: 4,
  state: 'mediating',
  since: now,
  registered: now,
  areas: [community],
  content: { handlers: ['p1'], sessions: [{ at: now + 1 }], parties: [] },
  exercise: true,
} as unknown as Dispute;
const alarm = { id: 'a1', acknowledged: false, shelvedUntil: now + 1 } as unknown as Alarm;
const register = {
  me: person({ role: 'admin' }),
  people: [person()],
  pack: madePack,
  organisations: [organisation],
  units: [],
  words,
  say,
  names: cityNames(madePack, say),
};

const cases: [string, Action, z.ZodType][] = [
  // The clock of a page is steady, not whole.
  ...alarmActions(alarm, words, now + 0.4, zone).map((action): [string, Action, z.ZodType] => [
    'alarm',
    action,
    alarmCommands[action.name as keyof typeof alarmCommands].body,
  ]),
  ...dangerStates.flatMap((state) =>
    dangerActions({ ...danger, state }, [organisation], words, say, now).map((action): [string, Action, z.ZodType] => [
      `danger ${state}`,
      action,
      dangerCommands[action.name as keyof typeof dangerCommands].body,
    ]),
  ),
  ...disputeActions(dispute, Object.keys(disputeCommands), { words, say, now, people: [person()] }).map(
    (action): [string, Action, z.ZodType] => [
      'dispute',
      action,
      disputeCommands[action.name as keyof typeof disputeCommands].body,
    ],
  ),
  ['dispute', registerAction(madePack, words, cityNames(madePack, say)), RegisterDispute.body],
  ...postActions(danger.cell, [{ role: 'primary', person: person().id, from: now }], [person()], words).map(
    (action): [string, Action, z.ZodType] => [
      'cell',
      action,
      cellCommands[action.name as keyof typeof cellCommands].body,
    ],
  ),
  ...logActions(new Map(), words.shift, now).map((action): [string, Action, z.ZodType] => [
    'shift',
    action,
    NoteShift.body,
  ]),
  ['shift', keptAction({ id: 's1' as never }, words.shift), shiftCommands.kept.body],
  ['person', addAction(register), AddPerson],
  ...personActions(person(), register).map((action): [string, Action, z.ZodType] => [
    'person',
    action,
    personCommands[action.name as keyof typeof personCommands],
  ]),
  ['handover', drawUpAction(words.shift), DrawUpHandover.body],
];

/** Nothing can be chosen where there is nothing yet: an incident for a note, a unit for a person. */
const withChoices = ({ fields = [], ...action }: Action): Action => ({
  ...action,
  fields: fields.filter((field) => field.kind !== 'choice' || field.options.length > 0),
});

describe('the forms say what the contract takes', () => {
  test('every command of a dispute, a danger and an alarm has a form', () => {
    const named = (of: string) => cases.filter(([what]) => what.startsWith(of)).map(([, { name }]) => name);
    expect([...new Set(named('dispute'))].sort()).toEqual([...Object.keys(disputeCommands), 'register'].sort());
    expect([...new Set(named('danger'))].sort()).toEqual(Object.keys(dangerCommands).sort());
    expect(named('alarm').sort()).toEqual(Object.keys(alarmCommands).sort());
  });

  test.each(cases)('%s $name, filled in completely', (_of, action, schema) => {
    expect(schema.safeParse(bodyOf(withChoices(action), 'all')).error).toBeUndefined();
  });

  test.each(cases)('%s $name, with no more than it must have', (_of, action, schema) => {
    expect(schema.safeParse(bodyOf(withChoices(action), 'required')).error).toBeUndefined();
  });

  test('a thing with a revision is changed only as it was seen', () => {
    const rev = (of: string) => cases.filter(([what, { name }]) => what.startsWith(of) && name !== 'register');
    for (const [, action] of rev('danger')) expect(action.rev).toBe(3);
    for (const [, action] of rev('dispute')) expect(action.rev).toBe(4);
  });

  test('no two commands of one thing share a key', () => {
    for (const state of dangerStates) {
      const keys = dangerActions({ ...danger, state }, [], words, say, now).flatMap(({ key }) => key ?? []);
      expect(new Set(keys).size).toBe(keys.length);
    }
    const keys = disputeActions(dispute, Object.keys(disputeCommands), { words, say, now, people: [] }).flatMap(
      ({ key }) => key ?? [],
    );
    expect(new Set(keys).size).toBe(keys.length);
  });
});
