import type { Organisation } from '#data/contract/city-pack.ts';
import type { DangerCommandName } from '#data/contract/commands/danger.ts';
import type { Danger } from '#data/contract/danger.ts';
import { DAY } from '#data/rules/civil-day.ts';
import { dangerCommandsFor } from '#data/rules/decide-danger.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import type { Action } from '../parts/action.ts';
import type { Field } from '../parts/field.ts';

/** What can be done about a danger in its state, by whom it concerns. */
export function dangerActions(
  danger: Danger,
  organisations: readonly Organisation[],
  words: ConsoleWords,
  say: Speech,
  now: number,
): Action[] {
  const reason = (required: boolean): Field => ({
    name: 'reason',
    kind: 'text',
    label: words.common.reason,
    required,
    most: 500,
  });
  const due: Field = { name: 'due', kind: 'time', label: words.dangers.due, required: true, start: now + 3 * DAY };
  const fields: Record<DangerCommandName, readonly Field[]> = {
    order: [
      {
        name: 'organisation',
        kind: 'choice',
        label: words.dangers.organisation,
        required: true,
        options: whoMayMend(danger, organisations).map(({ id, names }) => ({ value: id, label: say.name(names) })),
        ...(danger.organisation !== undefined && { start: danger.organisation }),
      },
      due,
      reason(false),
    ],
    start: [],
    rectified: [reason(false)],
    'send-back': [due, reason(true)],
    clear: [reason(false)],
  };
  return dangerCommandsFor(danger).map((name) => ({
    name,
    label: words.dangers[name],
    key: name === 'send-back' ? 'b' : name[0]!,
    path: `/dangers/${encodeURIComponent(danger.id)}/${name}`,
    rev: danger.rev,
    fields: fields[name],
  }));
}

/** The organisations of the danger's own community first, then of the areas above it. */
export function whoMayMend({ areas }: Pick<Danger, 'areas'>, organisations: readonly Organisation[]): Organisation[] {
  const depth = (area: string) => (areas as readonly string[]).indexOf(area);
  return organisations.filter(({ area }) => depth(area) >= 0).toSorted((a, b) => depth(b.area) - depth(a.area));
}
