import type { Organisation } from '#data/contract/city-pack.ts';
import type { IncidentCommandName } from '#data/contract/commands/incident.ts';
import type { Recommendations } from '#data/contract/desk-api.ts';
import type { Incident } from '#data/contract/incident.ts';
import { limitSteps } from '#data/rules/time-limits.ts';
import type { ConsoleContext } from '../context.ts';
import type { Choice, Field, Values } from '../views/parts/field.ts';
import type { Names } from './people.svelte.ts';

/** What a command asks for in place, and how its answers become a body. */
export type CommandForm = { fields: readonly Field[]; body(values: Values): Record<string, unknown> };

/** The commands of an incident, and the replacing of a unit, which is two of them. */
export type WorkCommand = IncidentCommandName | 'reassign';

export type FormParts = {
  row: Incident;
  context: ConsoleContext;
  people: Names;
  recommended: Recommendations | null;
  /** What the person has picked already, by field: the unit of a line, the other incident. */
  preset: Readonly<Record<string, string>>;
};

const LONGEST_REASON = 500;
const HOUR = 3_600_000;
const asTheyAre = (values: Values) => ({ ...values });

export function formOf(command: WorkCommand, parts: FormParts): CommandForm {
  const { row, context, people, preset } = parts;
  const { fields: said, incident: words } = context.words.work;
  const line = (name: string, label: string, required: boolean, most = LONGEST_REASON): Field => ({
    kind: 'line',
    name,
    label,
    required,
    most,
    ...(preset[name] !== undefined && { start: preset[name] }),
  });
  const choice = (name: string, label: string, options: readonly Choice[], start?: string, required = true): Field => {
    const chosen = preset[name] ?? start ?? (options.length === 1 ? options[0]!.value : undefined);
    return { kind: 'choice', name, label, options, required, ...(chosen !== undefined && { start: chosen }) };
  };
  const why = (required = false) => line('reason', said.reason, required);
  const outcome = line('reason', said.outcome, false);
  const crews = row.assignments.map(({ unit }) => ({ value: unit, label: people.unit(unit) }));
  const form = (fields: readonly Field[], body: CommandForm['body'] = asTheyAre): CommandForm => ({ fields, body });

  switch (command) {
    case 'triage':
      return form(
        [
          choice('category', said.category, categories(context), row.category),
          choice('priority', said.priority, priorities(context), String(row.priority)),
          why(),
        ],
        ({ category, priority, reason }) => ({ category, priority: Number(priority), ...(reason && { reason }) }),
      );
    case 'assign':
      return form([choice('unit', said.unit, freeUnits(parts)), why()]);
    case 'reassign':
      return form([
        choice('from', said.from, crews, crews[0]?.value),
        choice('unit', said.unit, freeUnits(parts), parts.recommended?.items.find(({ free }) => free)?.unit),
        why(),
      ]);
    case 'unassign':
      return form([choice('unit', said.unit, crews, crews[0]?.value), why()]);
    case 'accept':
    case 'enroute':
    case 'arrive':
      return form([choice('unit', said.unit, crews, crews[0]?.value)]);
    case 'resolve':
    case 'verify':
      return form([outcome]);
    case 'close':
      return form([{ ...why(openTasks(row) > 0), ...(openTasks(row) > 0 && { hint: closeHint(parts) }) }]);
    case 'reopen':
    case 'cancel':
      return form([why(true)]);
    case 'merge':
      return form([choice('into', said.into, others(parts)), why()]);
    case 'refer':
      return form([line('to', said.to, true, 120), why()]);
    case 'note':
      return form([{ kind: 'text', name: 'text', label: said.text, required: true, most: 4000 }]);
    case 'extend': {
      const limits = limitSteps.filter((step) => row.due[step] !== undefined);
      const units = ['minutes', 'hours', 'working-hours', 'working-days'] as const;
      return form(
        [
          choice(
            'limit',
            said.limit,
            limits.map((step) => ({ value: step, label: words.due[step] })),
            limits.at(-1),
          ),
          line('amount', said.amount, true, 6),
          choice(
            'unit',
            said.timeUnit,
            units.map((unit) => ({ value: unit, label: said.timeUnits[unit] })),
            'hours',
          ),
          why(true),
        ],
        ({ limit, amount, unit, reason }) => ({ limit, by: { amount: Number(amount), unit }, reason }),
      );
    }
    case 'suspend':
      return form([
        { kind: 'time', name: 'until', label: said.until, required: true, start: context.now + 24 * HOUR },
        why(true),
      ]);
    case 'resume':
      return form([why()]);
    case 'link':
      return form([
        choice('organisation', said.organisation, organisations(parts)),
        { kind: 'yes-no', name: 'lead', label: said.lead },
        { kind: 'time', name: 'due', label: said.due },
        line('text', said.ask, false),
      ]);
    case 'task-accept':
      return form([choice('task', said.task, tasksOf(parts, ['asked']))]);
    case 'task-done':
      return form([choice('task', said.task, tasksOf(parts, ['asked', 'accepted'])), outcome]);
    case 'task-withdraw':
      return form([choice('task', said.task, tasksOf(parts, ['asked', 'accepted'])), why(true)]);
    case 'escalate': {
      const levels = ([1, 2, 3] as const).filter((level) => level > (row.escalation?.level ?? 0));
      const options = levels.map((level) => ({ value: String(level), label: words.levels[level] }));
      return form([choice('level', said.level, options, options[0]?.value), why(true)], ({ level, reason }) => ({
        level: Number(level),
        reason,
      }));
    }
  }
}

export const openTasks = ({ tasks = [] }: Incident): number => tasks.filter(({ state }) => state !== 'done').length;
const closeHint = ({ row, context }: FormParts) =>
  context.words.work.incident.closeOver(context.speech.number(openTasks(row)));

function categories({ pack, speech }: ConsoleContext): Choice[] {
  return pack.categories.categories.map(({ id, names }) => ({ value: id, label: speech.name(names) }));
}

function priorities({ words }: ConsoleContext): Choice[] {
  return [1, 2, 3, 4].map((priority) => ({ value: String(priority), label: words.work.queue.priority(priority) }));
}

/** Free units: the recommended in their order, then the others by call sign. */
function freeUnits({ context, recommended, people }: FormParts): Choice[] {
  const free = [...context.picture.board.units.values()]
    .filter(({ availability, incident }) => availability !== 'unavailable' && incident === undefined)
    .map(({ id }) => id);
  const first = (recommended?.items ?? []).map(({ unit }) => unit).filter((unit) => free.includes(unit));
  const rest = free.filter((unit) => !first.includes(unit)).map((unit) => ({ value: unit, label: people.unit(unit) }));
  rest.sort((a, b) => (a.label < b.label ? -1 : 1));
  return [...first.map((unit) => ({ value: unit as string, label: people.unit(unit) })), ...rest];
}

function others({ context, row }: FormParts): Choice[] {
  return [...context.picture.board.incidents.values()]
    .filter(({ id }) => id !== row.id)
    .map(({ id, number, category }) => ({ value: id, label: `${number} · ${context.names.category(category)}` }));
}

function tasksOf({ row, people }: FormParts, states: readonly string[]): Choice[] {
  return (row.tasks ?? [])
    .filter(({ state }) => states.includes(state))
    .map(({ id, organisation }) => ({ value: id, label: people.organisation(organisation) }));
}

/** Those of the incident's own areas, the smallest first: the four of its community on top. */
function organisations({ context, row }: FormParts): Choice[] {
  const linked = new Set((row.tasks ?? []).map(({ organisation }) => organisation as string));
  const inArea = (area: string) => (one: Organisation) => one.area === area && !linked.has(one.id);
  return row.areas
    .toReversed()
    .flatMap((area) => context.pack.organisations.filter(inArea(area)))
    .map(({ id, names }) => ({ value: id, label: context.speech.name(names) }));
}
