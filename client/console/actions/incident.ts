import type { CityPack } from '#data/contract/city-pack.ts';
import { incidentCommands } from '#data/contract/commands/incident.ts';
import type { IncidentAnswer } from '#data/contract/desk-api.ts';
import type { Incident } from '#data/contract/incident.ts';
import type { Person } from '#data/contract/person.ts';
import { HOUR } from '#data/rules/civil-day.ts';
import { fourStillToAsk } from '#data/rules/four-way.ts';
import { allowedCommands } from '#data/rules/life-cycle.ts';
import { callBackOwed, callersOf, callsDue } from '#data/rules/reply-loop.ts';
import { mayOf } from '#data/rules/rights.ts';
import { limitSteps } from '#data/rules/time-limits.ts';
import type { Action } from '../form/action.ts';
import type { Choice } from '../form/field.ts';
import { fieldsOf, type Hints } from '../form/fields-of.ts';
import { type About, givenAs, type WorkCommand } from './about.ts';
import { actionOf } from './action-of.ts';
import { registry } from '../keys/registry.ts';
import { replyHints } from './reply-hints.ts';
import { onlyOne, openTasks, taskHints } from './task-hints.ts';

/** What may be done: as the server said, or, until it has said so of this revision, as the rules do. */
export function allowedNow(row: Incident, answer: IncidentAnswer | null, { role }: Pick<Person, 'role'>): string[] {
  if (answer?.rev === row.rev && answer.allowed !== undefined) return answer.allowed;
  return allowedCommands(row).filter((name) => mayOf({ role }, 'incident', name) !== 'none');
}

/** The commands that have a button of their own, in the order of the registry. Tasks are given at their own lines. */
export function shownCommands(
  row: Incident,
  allowed: readonly string[],
  pack: Pick<CityPack, 'organisations'>,
): WorkCommand[] {
  const canReplace = allowed.includes('assign') && allowed.includes('unassign') && row.assignments.length > 0;
  const canAskAll = allowed.includes('link') && fourStillToAsk(row, pack).length > 1;
  const isShown = (name: string) => {
    if (name === 'reassign') return canReplace;
    if (name === 'link-all') return canAskAll;
    return allowed.includes(name) && !name.startsWith('task-');
  };
  return (Object.keys(registry.incident) as WorkCommand[]).filter(isShown);
}

/** A command of the incident with its form. @param give how it is sent and what is said about it. */
export function incidentAction(command: WorkCommand, about: About, give: Action['give']): Action {
  const { row, context, preset } = about;
  const { fields, commands, form } = context.words.work;
  const schema = incidentCommands[givenAs(command)];
  const action = actionOf('incident', command, schema, {
    label: commands[command],
    submit: form.send,
    to: { route: 'POST /api/v1/incidents/:id/:command', id: row.id, command },
    rev: row.rev,
    labels: [fields],
    hints: hintsOf(command, about),
    preset,
    ...(give && { give }),
  });
  if (command !== 'reassign') return action;
  const from = { options: crewsOf(about), start: row.assignments[0]?.unit, label: fields.from };
  const [first] = fieldsOf(schema.body, [fields], { unit: from, reason: null });
  return { ...action, fields: [{ ...first!, name: 'from' }, ...action.fields!] };
}

function hintsOf(command: WorkCommand, about: About): Hints {
  const { row, context, recommended } = about;
  const { fields: said, incident: words } = context.words.work;
  const why = { kind: 'line' } as const;
  const outcome = { kind: 'line', label: said.outcome } as const;
  const crews = crewsOf(about);
  const crew = { options: crews, start: crews[0]?.value, required: true };
  switch (command) {
    case 'triage':
      return {
        category: {
          required: true,
          options: context.pack.categories.categories.map(({ id, names }) => ({
            value: id,
            label: context.say.name(names),
          })),
          start: row.category,
        },
        priority: {
          required: true,
          options: [1, 2, 3, 4].map((each) => ({ value: String(each), label: context.say.words.priority(each) })),
          start: String(row.priority),
        },
        reason: why,
      };
    case 'assign':
      return { unit: onlyOne(freeUnits(about)), reason: why };
    case 'reassign': {
      const best = recommended?.items.find(({ free }) => free)?.unit;
      return { unit: { ...onlyOne(freeUnits(about)), ...(best && { start: best }) }, reason: why };
    }
    case 'unassign':
    case 'accept':
    case 'enroute':
    case 'arrive':
      return { unit: crew, reason: why };
    case 'resolve':
      return { unit: null, reason: outcome };
    case 'verify':
      return { reason: outcome };
    case 'close': {
      const missing = openTasks(row);
      if (missing === 0 && callBackOwed(row)) return { reason: { ...why, required: true, hint: words.closeUncalled } };
      if (missing === 0) return { reason: why };
      return { reason: { ...why, required: true, hint: words.closeOver(context.say.number(missing)) } };
    }
    case 'merge':
      return { into: onlyOne(others(about)), reason: why };
    case 'extend': {
      const limits = limitSteps.filter((step) => row.due[step] !== undefined);
      const units = ['minutes', 'hours', 'working-hours', 'working-days'] as const;
      return {
        limit: {
          required: true,
          options: limits.map((step) => ({ value: step, label: words.due[step] })),
          start: limits.at(-1),
        },
        by: {},
        amount: {},
        unit: {
          label: said.timeUnit,
          options: units.map((unit) => ({ value: unit, label: said.timeUnits[unit] })),
          start: 'hours',
        },
        reason: why,
      };
    }
    case 'suspend':
      return { until: { start: context.now + 24 * HOUR }, reason: why };
    case 'link':
    case 'link-all':
    case 'task-accept':
    case 'task-done':
    case 'task-return':
    case 'task-withdraw':
      return taskHints(command, about);
    case 'escalate': {
      const levels = ([1, 2, 3] as const).filter((level) => level > (row.escalation?.level ?? 0));
      const options = levels.map((level) => ({ value: String(level), label: words.levels[level] }));
      return { level: { options, start: options[0]?.value, required: true }, reason: why };
    }
    case 'reply':
      return replyHints(row, said, about.quick);
    case 'call-back':
      return { from: whoSaysIt(about), reached: {}, satisfied: {}, text: { label: said.theySay } };
    case 'rate':
      return { from: whoSaysIt(about), satisfied: {}, stars: {}, text: { label: said.theySay } };
    case 'word':
      return { from: whoSaysIt(about), text: { label: said.theySay } };
    default:
      return { reason: why };
  }
}

/** Of several who reported the same: which, each by the number of their report. */
function whoSaysIt({ row, context }: About) {
  const callers = callersOf(row);
  if (callers.length < 2 && row.owed?.onlyOthers === undefined) return null;
  const options = callers.map(({ id = row.id, number = row.number }) => ({ value: id as string, label: number }));
  const [due] = callsDue(row);
  return {
    label: context.words.work.fields.reporter,
    options,
    start: due ? (due.id ?? row.id) : options[0]?.value,
    required: true,
  };
}

const crewsOf = ({ row, people }: About): Choice[] =>
  row.assignments.map(({ unit }) => ({ value: unit, label: people.unit(unit) }));

/** Free units: the recommended in their order, then the others by call sign. */
function freeUnits({ context, recommended, people }: About): Choice[] {
  const free = [...context.board.units.values()]
    .filter(({ availability, incident }) => availability !== 'unavailable' && incident === undefined)
    .map(({ id }) => id);
  const first = (recommended?.items ?? []).map(({ unit }) => unit).filter((unit) => free.includes(unit));
  const rest = free.filter((unit) => !first.includes(unit)).map((unit) => ({ value: unit, label: people.unit(unit) }));
  rest.sort((a, b) => (a.label < b.label ? -1 : 1));
  return [...first.map((unit) => ({ value: unit as string, label: people.unit(unit) })), ...rest];
}

function others({ context, row }: About): Choice[] {
  return [...context.board.incidents.values()]
    .filter(({ id }) => id !== row.id)
    .map(({ id, number, category }) => ({ value: id, label: `${number} · ${context.names.category(category)}` }));
}
