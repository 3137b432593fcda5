import type { Organisation } from '#data/contract/city-pack.ts';
import { dangerCommands } from '#data/contract/commands/danger.ts';
import type { Danger } from '#data/contract/danger.ts';
import { DAY } from '#data/rules/civil-day.ts';
import { dangerCommandsFor } from '#data/rules/decide-danger.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import type { Action } from '../form/action.ts';
import { actionOf } from './action-of.ts';

/** What can be done about a danger in its state, by whom it concerns. */
export function dangerActions(
  danger: Danger,
  organisations: readonly Organisation[],
  { dangers, common }: ConsoleWords,
  say: Speech,
  now: number,
): Action[] {
  const mending = whoMayMend(danger, organisations).map(({ id, names }) => ({ value: id, label: say.name(names) }));
  const hints = {
    organisation: { options: mending, start: danger.organisation },
    due: { start: now + 3 * DAY },
  };
  return dangerCommandsFor(danger).map((name) =>
    actionOf('danger', name, dangerCommands[name], {
      label: dangers[name],
      to: { route: 'POST /api/v1/dangers/:id/:command', id: danger.id, command: name },
      rev: danger.rev,
      labels: [dangers, common],
      hints,
    }),
  );
}

/** The organisations of the danger's own community first, then of the areas above it. */
export function whoMayMend({ areas }: Pick<Danger, 'areas'>, organisations: readonly Organisation[]): Organisation[] {
  const depth = (area: string) => (areas as readonly string[]).indexOf(area);
  return organisations.filter(({ area }) => depth(area) >= 0).toSorted((a, b) => depth(b.area) - depth(a.area));
}
