import type { Board } from '#data/contract/board.ts';
import type { PersonId } from '#data/contract/ids.ts';
import type { Handover, ShiftEntry } from '#data/contract/shift.ts';
import { HOUR } from '#data/rules/civil-day.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { Action } from '../parts/action.ts';
import type { Field } from '../parts/field.ts';

/** Writing into the shift log: a note, or a promise with its time. */
export function logActions(incidents: Board['incidents'], words: ConsoleWords['shift'], now: number): Action[] {
  const text: Field = { name: 'text', kind: 'text', label: words.text, required: true, most: 1000 };
  const incident: Field = {
    name: 'incident',
    kind: 'choice',
    label: words.incident,
    options: [...incidents.values()]
      .toSorted((a, b) => a.priority - b.priority || b.times.received - a.times.received)
      .map(({ id, number, title }) => ({ value: id, label: title ? `${number} ${title}` : number })),
  };
  const due: Field = { name: 'due', kind: 'time', label: words.due, required: true, start: now + HOUR };
  return [
    {
      name: 'note',
      label: words.addNote,
      key: 'n',
      path: '/shift',
      fields: [text, incident],
      body: (values) => ({ kind: 'note', ...values }),
    },
    {
      name: 'promise',
      label: words.addPromise,
      key: 'p',
      path: '/shift',
      fields: [text, due, incident],
      body: (values) => ({ kind: 'promise', ...values }),
    },
  ];
}

export function keptAction({ id }: Pick<ShiftEntry, 'id'>, words: ConsoleWords['shift']): Action {
  return {
    name: 'kept',
    label: words.kept,
    path: `/shift/${encodeURIComponent(id)}/kept`,
    fields: [{ name: 'text', kind: 'text', label: words.how, most: 1000 }],
  };
}

/** Notes newest first; promises by when they are due. */
export function shiftRows(entries: Iterable<ShiftEntry>): { notes: ShiftEntry[]; promises: ShiftEntry[] } {
  const all = [...entries];
  return {
    notes: all.toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)),
    promises: all
      .filter(({ kind }) => kind === 'promise')
      .toSorted((a, b) => (a.due ?? a.at) - (b.due ?? b.at) || (a.id < b.id ? -1 : 1)),
  };
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
  return {
    name: next,
    label: words[next],
    key: next === 'give' ? 'g' : 't',
    path: `/handovers/${encodeURIComponent(handover.id)}/${next}`,
  };
}
