import type { Incident } from '#data/contract/incident.ts';
import { isHandled } from '#data/rules/urgency.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { Hints } from '../form/fields-of.ts';

type Said = ConsoleWords['work']['fields'];

/** What there is to choose of a reply: done is only what was resolved. Photos come from those on the spot. */
export function replyHints(row: Incident, said: Said): Hints {
  const outcomes = (['done', 'planned', 'handed-over', 'not-done'] as const).filter(
    (outcome) => outcome !== 'done' || isHandled(row),
  );
  return {
    outcome: {
      label: said.toldAs,
      options: outcomes.map((outcome) => ({ value: outcome, label: said.outcomes[outcome] })),
      start: outcomes[0],
    },
    text: { label: said.told },
    due: { label: said.plannedFor },
    to: { label: said.receiver },
    reason: { kind: 'line', label: said.whyNot },
    decidedBy: {},
    photo: null,
  };
}
