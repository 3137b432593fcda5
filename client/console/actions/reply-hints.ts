import type { Incident } from '#data/contract/incident.ts';
import { isHandled } from '#data/rules/urgency.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { Choice } from '../form/field.ts';
import type { Hints } from '../form/fields-of.ts';

type Said = ConsoleWords['work']['fields'];

/** What there is to choose of a reply: done is only what was resolved. `quick`: what it may begin with. */
export function replyHints(row: Incident, said: Said, quick: readonly Choice[] = []): Hints {
  const outcomes = (['done', 'planned', 'handed-over', 'not-done'] as const).filter(
    (outcome) => outcome !== 'done' || isHandled(row),
  );
  return {
    outcome: {
      label: said.toldAs,
      options: outcomes.map((outcome) => ({ value: outcome, label: said.outcomes[outcome] })),
      start: outcomes[0],
    },
    text: { label: said.told, ...(quick.length > 0 && { offers: { label: said.quick, items: quick } }) },
    due: { label: said.plannedFor },
    to: { label: said.receiver },
    reason: { kind: 'line', label: said.whyNot },
    decidedBy: {},
    photo: { kind: 'photo', label: said.photo },
  };
}
