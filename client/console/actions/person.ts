import type { CityPack, Names, Organisation } from '#data/contract/city-pack.ts';
import {
  AddPerson,
  MIN_PASSWORD,
  personCommands,
  roles,
  type Person,
  type PersonCommandName,
} from '#data/contract/person.ts';
import type { OrganisationId } from '#data/contract/ids.ts';
import type { Unit } from '#data/contract/unit.ts';
import { beyondReach } from '#data/rules/reach.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { CityNames } from '#client/words/shared/city-names.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import type { Action } from '../form/action.ts';
import type { Field, Values } from '../form/field.ts';
import type { Hint, Hints } from '../form/fields-of.ts';
import { actionOf } from './action-of.ts';

export type Register = {
  /** Who would give it. */
  me: Person;
  /** Everybody who is or was registered: where a crew works is where they do. */
  people: readonly Person[];
  pack: Pick<CityPack, 'areas'>;
  organisations: readonly Organisation[];
  units: readonly Unit[];
  words: ConsoleWords;
  say: Speech;
  names: Pick<CityNames, 'unit'>;
};

/** Adding somebody to the register. */
export function addAction(register: Register): Action {
  const { people, common } = register.words;
  return actionOf(
    'people',
    'add',
    { body: AddPerson },
    {
      label: people.add,
      to: { route: 'POST /api/v1/people' },
      labels: [people, common],
      hints: { ...hintsOf(register), password: password(register.words) },
      body: (values) => ({ ...values, oversight: values['oversight'] !== undefined }),
    },
  );
}

/** What an administrator may do about somebody who works here. */
export function personActions(person: Person, register: Register): Action[] {
  if (person.left || isBeyond(register, person)) return [];
  const { people, common } = register.words;
  const action = (name: PersonCommandName, parts: Partial<Parameters<typeof actionOf>[3]> & { label: string }) =>
    actionOf(
      'person',
      name,
      { body: personCommands[name] },
      {
        to: { route: 'POST /api/v1/people/:id/:command', id: person.id, command: name },
        labels: [people, common],
        ...parts,
      },
    );
  return [
    action('change', {
      label: people.change,
      hints: hintsOf(register, person),
      body: (values) => changes(person, values),
    }),
    action('password', { label: people.resetPassword, hints: { password: password(register.words) } }),
    action('reset-authenticator', { label: people.resetAuthenticator }),
    { ...action('leave', { label: people.leave, grave: true, body: () => ({}) }), fields: [sure(register.words)] },
  ];
}

const password = ({ people }: ConsoleWords): Hint => ({ kind: 'secret', hint: people.passwordHint(MIN_PASSWORD) });

/** A question before what cannot be taken back. */
const sure = ({ people }: ConsoleWords): Field => ({
  name: 'sure',
  kind: 'choice',
  label: people.leave,
  required: true,
  options: [{ value: 'yes', label: people.left }],
});

/** `subject`, the name at a sign-in elsewhere, is set over the API. */
function hintsOf(register: Register, person?: Person): Hints {
  const { pack, organisations, units, words, say, names: cityNames } = register;
  const { people, common } = words;
  const takes = takesOf(register, person);
  const named = ({ id, names }: { id: string; names: Names }) => ({ value: id, label: say.name(names) });
  return {
    name: { required: true, kind: 'line', start: person?.name },
    role: {
      required: true,
      options: roles.map((value) => ({ value, label: people.roles[value] })),
      start: person?.role,
    },
    area: {
      ...(takes('area', undefined) ? { hint: common.wholeCity } : { required: true }),
      options: pack.areas.filter(({ id }) => takes('area', id)).map(named),
      start: person?.area,
    },
    organisation: {
      options: organisations.filter(({ id }) => takes('organisation', id as OrganisationId)).map(named),
      start: person?.organisation,
    },
    unit: {
      options: units
        .filter(({ id }) => takes('unit', id))
        .map(({ id, callSign, service }) => ({ value: id, label: cityNames.unit({ id, callSign, service }) })),
      start: person?.unit,
    },
    oversight: takes('oversight', true)
      ? { options: [{ value: 'yes', label: people.oversightHint }], start: person?.oversight ? ['yes'] : undefined }
      : null,
    subject: null,
  };
}

type Placed = Pick<Person, 'area' | 'organisation' | 'unit' | 'oversight'>;

const beyond = ({ me, pack, organisations, people }: Register, before: Person | null, next: Placed) =>
  beyondReach(me, before, next, { areas: pack.areas, organisations: [...organisations] }, people);

/** Whether this person, as they are, is not the administrator's to change. */
const isBeyond = (register: Register, person: Person) =>
  beyond(register, person, person).some(({ pointer }) => pointer === undefined);

/** Whether a field may be given that value: only such are offered. */
function takesOf(register: Register, person?: Person) {
  return <Field extends keyof Placed>(field: Field, value: Placed[Field]): boolean => {
    const next = { oversight: false, ...person, [field]: value };
    return !beyond(register, person ?? null, next).some(({ pointer }) => pointer === `/${field}`);
  };
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
