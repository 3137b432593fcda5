import type { Agency } from '#data/contract/agency.ts';
import type { CapFeed } from '#data/contract/cap-feed.ts';
import type { Area } from '#data/contract/city-pack.ts';
import { type Receiver, type ReceiverKind, receiverKinds, receiverViews } from '#data/contract/receiver.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { PartnerWords } from '#client/words/console/partners/partner-words.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import type { Action } from '../../form/action.ts';
import type { Field, Values } from '../../form/field.ts';

export type Asked = {
  words: PartnerWords;
  common: ConsoleWords['common'];
  grid: ConsoleWords['grid'];
  areas: readonly Area[];
  say: Speech;
};
type Of = 'receivers' | 'agencies' | 'cap-feeds';

/** What a kind of fact is called. */
export const kindSaid = (kind: ReceiverKind, { words, grid }: Pick<Asked, 'words' | 'grid'>): string =>
  words.receivers.says[kind] ?? (grid.facts as Readonly<Record<string, string>>)[kind] ?? kind;

const nameField = ({ words }: Asked): Field => ({
  name: 'name',
  label: words.name,
  kind: 'line',
  most: 64,
  required: true,
});
const labelField = ({ words }: Asked, start?: string): Field => ({
  name: 'label',
  label: words.label,
  kind: 'line',
  most: 80,
  required: true,
  ...(start !== undefined && { start }),
});
const urlField = ({ words }: Asked, start?: string): Field => ({
  name: 'url',
  label: words.url,
  kind: 'line',
  most: 500,
  required: true,
  hint: words.urlHint,
  ...(start !== undefined && { start }),
});
const areaField = ({ areas, say, common }: Asked, label: string, start?: string): Field => ({
  name: 'area',
  label,
  kind: 'choice',
  hint: common.wholeCity,
  options: areas.map(({ id, names }) => ({ value: id, label: say.name(names) })),
  ...(start !== undefined && { start }),
});

const addTo = (of: Of, { words }: Asked, fields: Field[], body?: Action['body']): Action => ({
  name: 'add',
  label: words.add,
  to: { route: `POST /api/v1/${of}` },
  fields,
  ...(body && { body }),
});

/** A command of one partner; without fields it is given at once. */
const command = (of: Of, name: string, what: string, label: string, more: Partial<Action> = {}): Action => ({
  name: what,
  label,
  to: { route: `POST /api/v1/${of}/:name/:command`, name, command: what },
  ...more,
});
const remove = (of: Of, name: string, { words }: Asked): Action =>
  command(of, name, 'remove', words.remove, {
    grave: true,
    body: () => ({}),
    fields: [
      {
        name: 'sure',
        kind: 'choice',
        label: words.sure,
        required: true,
        options: [{ value: 'yes', label: words.sureYes }],
      },
    ],
  });

function receiverFields(asked: Asked, row?: Receiver): Field[] {
  const { receivers } = asked.words;
  return [
    labelField(asked, row?.label),
    urlField(asked, row?.url),
    {
      name: 'view',
      label: receivers.view,
      kind: 'choice',
      required: true,
      options: receiverViews.map((value) => ({ value, label: receivers.views[value] })),
      start: row?.view ?? 'ops-wall',
    },
    areaField(asked, asked.common.area, row?.area),
    {
      name: 'kinds',
      label: receivers.kinds,
      kind: 'several',
      required: true,
      options: receiverKinds.map((value) => ({ value, label: kindSaid(value, asked) })),
      start: row?.kinds ?? ['incident.reported', 'incident.closed'],
    },
  ];
}

export const addReceiver = (asked: Asked): Action =>
  addTo('receivers', asked, [nameField(asked), ...receiverFields(asked)]);

export function receiverActions(row: Receiver, asked: Asked): Action[] {
  const { words } = asked;
  const of = (what: string, label: string, more?: Partial<Action>) => command('receivers', row.name, what, label, more);
  return [
    of('try', words.try),
    row.state === 'on' ? of('pause', words.pause) : of('resume', words.resume),
    of('change', words.change, {
      fields: receiverFields(asked, row),
      body: (values) => ({ ...values, area: values['area'] ?? null }),
    }),
    of('renew', words.renew),
    remove('receivers', row.name, asked),
  ];
}

function feedFields(asked: Asked, row?: CapFeed): Field[] {
  const { feeds } = asked.words;
  return [
    labelField(asked, row?.label),
    urlField(asked, row?.url),
    { name: 'every', label: feeds.every, kind: 'number', required: true, start: String(row?.every ?? 5) },
    areaField(asked, feeds.area, row?.areas[0]),
    {
      name: 'silentAfter',
      label: feeds.silentAfter,
      kind: 'number',
      ...(row?.silentAfter !== undefined && { start: String(row.silentAfter) }),
    },
  ];
}
const feedBody = ({ area, ...values }: Values) => ({ ...values, areas: area === undefined ? [] : [area] });

export const addFeed = (asked: Asked): Action =>
  addTo('cap-feeds', asked, [nameField(asked), ...feedFields(asked)], feedBody);

export function feedActions(row: CapFeed, asked: Asked): Action[] {
  const { words } = asked;
  const of = (what: string, label: string, more?: Partial<Action>) => command('cap-feeds', row.name, what, label, more);
  return [
    of('try', words.try),
    row.state === 'on' ? of('pause', words.pause) : of('resume', words.resume),
    of('change', words.change, {
      fields: feedFields(asked, row),
      // More than one area is chosen over the API; the form knows one.
      body: (values) => ({ silentAfter: null, ...feedBody(values) }),
    }),
    remove('cap-feeds', row.name, asked),
  ];
}

const EXAMPLE = `{
  "when": { "columns": "case.opened", "format": "iso" },
  "category": { "column": "case.kind" },
  "key": ["case.no"],
  "description": "case.text"
}`;
const mappingField = ({ words: { agencies } }: Asked, start: object | null): Field => ({
  name: 'mapping',
  label: agencies.mapping,
  hint: agencies.mappingHint,
  kind: 'text',
  most: 20_000,
  required: true,
  start: start === null ? EXAMPLE : JSON.stringify(start, null, 2),
});
const withMapping = (values: Values) => ({ ...values, mapping: jsonIn(values['mapping']) });

export const addAgency = (asked: Asked): Action =>
  addTo('agencies', asked, [nameField(asked), labelField(asked), mappingField(asked, null)], withMapping);

/** Reads a sample as it would be read, and keeps nothing. */
export function tryMapping(row: Agency | null, asked: Asked): Action {
  const { agencies } = asked.words;
  return {
    name: 'try',
    label: agencies.trying,
    to: { route: 'POST /api/v1/agencies/try' },
    fields: [
      mappingField(asked, row?.mapping ?? null),
      { name: 'sample', label: agencies.sample, kind: 'text', most: 100_000, required: true },
    ],
    body: (values) => ({ mapping: jsonIn(values['mapping']), sample: jsonIn(values['sample']) }),
  };
}

export function agencyActions(row: Agency, asked: Asked): Action[] {
  const { words } = asked;
  const of = (what: string, label: string, more?: Partial<Action>) => command('agencies', row.name, what, label, more);
  return [
    tryMapping(row, asked),
    of('change', words.change, {
      fields: [labelField(asked, row.label), mappingField(asked, row.mapping)],
      body: withMapping,
    }),
    of('renew', words.renew),
    remove('agencies', row.name, asked),
  ];
}

/** What cannot be read is sent as it is: the server says what is wrong with it. */
function jsonIn(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return text;
  }
}
