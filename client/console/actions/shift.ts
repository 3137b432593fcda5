import type { Board } from '#data/contract/board.ts';
import { DrawUpHandover, handoverCommands } from '#data/contract/commands/handover.ts';
import { NoteShift, shiftCommands } from '#data/contract/commands/shift.ts';
import type { PersonId } from '#data/contract/ids.ts';
import type { Handover, ShiftEntry } from '#data/contract/shift.ts';
import { HOUR } from '#data/rules/civil-day.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { Action } from '../form/action.ts';
import { actionOf } from './action-of.ts';

/** Writing into the shift log: a note, or a promise with its time. */
export function logActions(incidents: Board['incidents'], words: ConsoleWords['shift'], now: number): Action[] {
  const options = [...incidents.values()]
    .toSorted((a, b) => a.priority - b.priority || b.times.received - a.times.received)
    .map(({ id, number, title }) => ({ value: id as string, label: title ? `${number} ${title}` : number }));
  const due = { start: now + HOUR, required: true };
  return [
    actionOf('shift', 'note', NoteShift, {
      label: words.addNote,
      to: { route: 'POST /api/v1/shift' },
      labels: [words],
      hints: { kind: null, text: {}, due: null, incident: { options } },
      body: (values) => ({ kind: 'note', ...values }),
    }),
    actionOf('shift', 'promise', NoteShift, {
      label: words.addPromise,
      to: { route: 'POST /api/v1/shift' },
      labels: [words],
      hints: { kind: null, text: {}, due, incident: { options } },
      body: (values) => ({ kind: 'promise', ...values }),
    }),
  ];
}

export function keptAction({ id }: Pick<ShiftEntry, 'id'>, words: ConsoleWords['shift']): Action {
  return actionOf('shift', 'kept', shiftCommands.kept, {
    label: words.kept,
    to: { route: 'POST /api/v1/shift/:id/:command', id: id, command: 'kept' },
    hints: { text: { label: words.how } },
  });
}

export function drawUpAction(words: ConsoleWords['shift']): Action {
  return actionOf('handover', 'draw-up', DrawUpHandover, {
    label: words.drawUp,
    to: { route: 'POST /api/v1/handovers' },
    hints: { text: { label: words.remarks } },
  });
}

/** Who has to sign next; null: both have. */
export function waitsFor({ given, taken }: Pick<Handover, 'given' | 'taken'>): 'give' | 'take' | null {
  return given === undefined ? 'give' : taken === undefined ? 'take' : null;
}

/** The signature that this person may set now: who gave does not take. */
export function signAction(handover: Handover, me: PersonId, words: ConsoleWords['shift']): Action | null {
  const next = waitsFor(handover);
  if (next === null) return null;
  if (next === 'take' && handover.given?.by?.id === me) return null;
  const to = { route: 'POST /api/v1/handovers/:id/:command', id: handover.id, command: next } as const;
  return actionOf('handover', next, handoverCommands[next], { label: words[next], to });
}
