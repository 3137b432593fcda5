import type { CityPack } from '#data/contract/city-pack.ts';
import type { DisputeCommandName } from '#data/contract/commands/dispute.ts';
import { Confirmation, DisputeKind, type Dispute } from '#data/contract/dispute.ts';
import type { Person } from '#data/contract/person.ts';
import { DAY, HOUR } from '#data/rules/civil-day.ts';
import type { CityNames } from '#client/words/shared/city-names.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import type { Action } from '../parts/action.ts';
import { cellTree } from '../parts/cell-tree.ts';
import type { Field } from '../parts/field.ts';
import { partiesOf } from './parties.ts';

export type Colleagues = readonly Pick<Person, 'id' | 'name' | 'left' | 'role'>[];
type About = { words: ConsoleWords; say: Speech; now: number; people: Colleagues };

/** Keys of the commands that are given most. */
const letters: Partial<Record<DisputeCommandName, string>> = {
  screen: 's',
  accept: 'a',
  plan: 'p',
  held: 'h',
  agree: 'r',
  note: 'n',
  confirmation: 'c',
  'follow-up': 'f',
};

/** The commands that the server says the case takes now, each with what its body asks for. */
export function disputeActions(dispute: Dispute, allowed: readonly string[], about: About): Action[] {
  return allowed.flatMap((name) => {
    const make = forms[name as DisputeCommandName];
    if (!make) return [];
    const key = letters[name as DisputeCommandName];
    return {
      name,
      label: about.words.disputes.commands[name as DisputeCommandName],
      ...(key !== undefined && { key }),
      path: `/disputes/${encodeURIComponent(dispute.id)}/${name}`,
      rev: dispute.rev,
      ...make(dispute, about),
    };
  });
}

const text = ({ words }: About, required: boolean): Field => ({
  name: 'text',
  kind: 'text',
  label: words.disputes.text,
  required,
  most: 4000,
});
const may = (_dispute: Dispute, about: About) => ({ fields: [text(about, false)] });
const must = (_dispute: Dispute, about: About) => ({ fields: [text(about, true)] });
const performBy = ({ words }: About): Field => ({
  name: 'performBy',
  kind: 'time',
  label: words.disputes.performBy,
});
const workers = ({ people }: About) =>
  people
    .filter(({ left, role }) => !left && role !== 'analyst')
    .map(({ id, name }) => ({ value: id as string, label: name }));

const forms: Record<DisputeCommandName, (dispute: Dispute, about: About) => Partial<Action>> = {
  screen: may,
  accept: (_, about) => ({
    fields: [
      {
        name: 'mediator',
        kind: 'choice',
        label: about.words.disputes.mediator,
        required: true,
        options: workers(about),
      },
      text(about, false),
    ],
  }),
  decline: must,
  refer: (_, about) => ({ fields: [{ ...text(about, true), label: about.words.disputes.referTo }] }),
  plan: (_, { words, now }) => ({
    fields: [{ name: 'at', kind: 'time', label: words.disputes.sessionAt, required: true, start: nextHour(now + DAY) }],
  }),
  held: ({ content }, { words, say, now }) => ({
    fields: [
      {
        name: 'at',
        kind: 'choice',
        label: words.disputes.sessionAt,
        required: true,
        options: (content?.sessions ?? [])
          .filter(({ held }) => held === undefined)
          .map(({ at }) => ({ value: String(at), label: say.clock(at, now) })),
      },
      { name: 'held', kind: 'yes-no', label: words.disputes.sessionHeld, required: true },
      { name: 'outcome', kind: 'text', label: words.disputes.outcome, most: 2000 },
    ],
    body: (values) => ({ ...values, at: Number(values['at']) }),
  }),
  agree: (_, about) => ({
    fields: [
      { name: 'agreement', kind: 'text', label: about.words.disputes.agreement, required: true, most: 4000 },
      performBy(about),
    ],
  }),
  fail: must,
  withdraw: must,
  confirmation: ({ content }, { words }) => ({
    fields: [
      {
        name: 'confirmation',
        kind: 'choice',
        label: words.disputes.confirmation,
        required: true,
        options: Confirmation.options
          .filter((value) => value !== content?.confirmation)
          .map((value) => ({ value, label: words.disputes.confirmations[value] })),
      },
    ],
  }),
  perform: (_, about) => ({ fields: [performBy(about)] }),
  performed: may,
  breached: must,
  'follow-up': (_, about) => ({
    fields: [{ name: 'holds', kind: 'yes-no', label: about.words.disputes.holds, required: true }, text(about, false)],
  }),
  note: must,
  handlers: ({ content }, about) => ({
    fields: [
      {
        name: 'handlers',
        kind: 'several',
        label: about.words.disputes.handlers,
        required: true,
        options: workers(about),
        start: content?.handlers ?? [],
      },
    ],
  }),
};

const nextHour = (at: number) => Math.ceil(at / HOUR) * HOUR;

/** Taking a dispute in. Whoever does is its first handler. */
export function registerAction(
  pack: Pick<CityPack, 'areas' | 'cells'>,
  words: ConsoleWords,
  names: Pick<CityNames, 'area'>,
): Action {
  return {
    name: 'register',
    label: words.disputes.register,
    key: 'r',
    path: '/disputes',
    fields: [
      {
        name: 'kind',
        kind: 'choice',
        label: words.disputes.kind,
        required: true,
        options: DisputeKind.options.map((value) => ({ value, label: words.disputes.kinds[value] })),
      },
      {
        name: 'cell',
        kind: 'branch',
        label: words.common.place,
        required: true,
        tree: cellTree(pack, names),
        levels: [words.common.district, words.common.subdistrict, words.grid.community, words.grid.cell],
      },
      {
        name: 'parties',
        kind: 'text',
        label: words.disputes.parties,
        hint: words.disputes.partiesHint,
        required: true,
        most: 2000,
      },
      { name: 'summary', kind: 'text', label: words.disputes.summary, required: true, most: 4000 },
    ],
    body: (values) => ({ ...values, parties: partiesOf(values['parties'] as string) }),
  };
}
