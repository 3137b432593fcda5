import type { CityPack, Organisation } from '#data/contract/city-pack.ts';
import { roles, type Person } from '#data/contract/person.ts';
import type { Unit } from '#data/contract/unit.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import type { Action } from '../parts/action.ts';
import type { Field, Values } from '../parts/field.ts';

export type Register = {
  pack: Pick<CityPack, 'areas'>;
  organisations: readonly Organisation[];
  units: readonly Unit[];
  words: ConsoleWords;
  say: Speech;
};

/** Adding somebody to the register. */
export function addAction(register: Register): Action {
  const { people } = register.words;
  return {
    name: 'add',
    label: people.add,
    key: 'n',
    path: '/people',
    fields: [...fieldsOf(register), password(people)],
    body: (values) => ({ ...values, oversight: values['oversight'] !== undefined }),
  };
}

const password = (people: ConsoleWords['people']): Field => ({
  name: 'password',
  kind: 'secret',
  label: people.password,
  hint: people.passwordHint,
  most: 200,
});

/** What an administrator may do about somebody who works here. */
export function personActions(person: Person, register: Register): Action[] {
  const { people } = register.words;
  if (person.left) return [];
  const path = (command: string) => `/people/${encodeURIComponent(person.id)}/${command}`;
  return [
    {
      name: 'change',
      label: people.change,
      key: 'c',
      path: path('change'),
      fields: fieldsOf(register, person),
      body: (values) => changes(person, values),
    },
    {
      name: 'password',
      label: people.resetPassword,
      path: path('password'),
      fields: [{ ...password(people), required: true }],
    },
    { name: 'reset-authenticator', label: people.resetAuthenticator, path: path('reset-authenticator') },
    {
      name: 'leave',
      label: people.leave,
      path: path('leave'),
      fields: [sure(register.words)],
      grave: true,
      body: () => ({}),
    },
  ];
}

/** A question before what cannot be taken back. */
const sure = ({ people }: ConsoleWords): Field => ({
  name: 'sure',
  kind: 'choice',
  label: people.leave,
  required: true,
  options: [{ value: 'yes', label: people.left }],
});

function fieldsOf({ pack, organisations, units, words, say }: Register, person?: Person): Field[] {
  const { people, common } = words;
  const start = (value: string | undefined) => (value === undefined ? {} : { start: value });
  return [
    { name: 'name', kind: 'line', label: people.name, required: true, most: 120, ...start(person?.name) },
    {
      name: 'role',
      kind: 'choice',
      label: people.role,
      required: true,
      options: roles.map((value) => ({ value, label: people.roles[value] })),
      ...start(person?.role),
    },
    {
      name: 'area',
      kind: 'choice',
      label: common.area,
      hint: common.wholeCity,
      options: pack.areas.map(({ id, names }) => ({ value: id, label: say.name(names) })),
      ...start(person?.area),
    },
    {
      name: 'organisation',
      kind: 'choice',
      label: people.organisation,
      options: organisations.map(({ id, names }) => ({ value: id, label: say.name(names) })),
      ...start(person?.organisation),
    },
    {
      name: 'unit',
      kind: 'choice',
      label: people.unit,
      options: units.map(({ id, callSign }) => ({ value: id, label: callSign ?? id })),
      ...start(person?.unit),
    },
    {
      name: 'oversight',
      kind: 'several',
      label: people.oversight,
      options: [{ value: 'yes', label: people.oversightHint }],
      ...(person?.oversight && { start: ['yes'] }),
    },
  ];
}

/** Only what is new; null takes away what was emptied. */
export function changes(person: Person, values: Values): Record<string, unknown> {
  const changed: Record<string, unknown> = {};
  for (const name of ['name', 'role', 'area', 'organisation', 'unit'] as const) {
    const next = values[name];
    if (next !== person[name]) changed[name] = next ?? null;
  }
  const oversight = values['oversight'] !== undefined;
  if (oversight !== person.oversight) changed['oversight'] = oversight;
  return changed;
}
