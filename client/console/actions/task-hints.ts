import type { Organisation } from '#data/contract/city-pack.ts';
import type { Incident } from '#data/contract/incident.ts';
import { fourStillToAsk } from '#data/rules/four-way.ts';
import type { Choice } from '../form/field.ts';
import type { Hints } from '../form/fields-of.ts';
import type { About, WorkCommand } from './about.ts';

type TaskCommand = Extract<WorkCommand, 'link' | 'link-all' | `task-${string}`>;

/** What there is to choose where organisations are asked, and of what they were asked. */
export function taskHints(command: TaskCommand, about: About): Hints {
  const { row, context } = about;
  const { fields: said } = context.words.work;
  switch (command) {
    case 'link':
      return {
        organisation: onlyOne(organisations(about)),
        lead: {},
        due: {},
        text: { kind: 'line', label: said.ask },
      };
    case 'link-all':
      return {
        organisation: null,
        lead: null,
        due: {},
        text: {
          kind: 'line',
          label: said.ask,
          hint: fourStillToAsk(row, context.pack)
            .map(({ id }) => about.people.organisation(id))
            .join(', '),
        },
      };
    case 'task-accept':
      return { task: onlyOne(tasksOf(about, ['asked'])) };
    case 'task-done':
      return { task: onlyOne(openOf(about)), reason: { kind: 'line', label: said.outcome } };
    case 'task-return':
      return {
        task: onlyOne(openOf(about)),
        to: { ...onlyOne(organisations(about)), label: said.whose },
        reason: { kind: 'line' },
      };
    case 'task-withdraw':
      return { task: onlyOne(openOf(about)), reason: { kind: 'line' } };
  }
}

/** Where there is one choice only, it is made. */
export const onlyOne = (options: readonly Choice[]) => ({
  options,
  start: options.length === 1 ? options[0]!.value : undefined,
});

export const openTasks = ({ tasks = [] }: Incident): number => tasks.filter(({ state }) => state !== 'done').length;

const openOf = (about: About) => tasksOf(about, ['asked', 'accepted']);

function tasksOf({ row, people }: About, states: readonly string[]): Choice[] {
  return (row.tasks ?? [])
    .filter(({ state }) => states.includes(state))
    .map(({ id, organisation }) => ({ value: id, label: people.organisation(organisation) }));
}

/** Those of the incident's own areas, the smallest first: the four of its community on top. */
function organisations({ context, row }: About): Choice[] {
  const linked = new Set((row.tasks ?? []).map(({ organisation }) => organisation as string));
  const inArea = (area: string) => (one: Organisation) => one.area === area && !linked.has(one.id);
  return row.areas
    .toReversed()
    .flatMap((area) => context.pack.organisations.filter(inArea(area)))
    .map(({ id, names }) => ({ value: id, label: context.say.name(names) }));
}
