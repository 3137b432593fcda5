import type { Board } from '#data/contract/board.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Incident } from '#data/contract/incident.ts';
import { doneAt } from '#data/fold/done-at.ts';
import { callersOf, callsDue, owedStep, type OwedStep } from '#data/rules/reply-loop.ts';

/** One answer that is owed. */
export type OwedRow = OwedStep & {
  row: Incident;
  /** How many wait for it: all callers for a reply, those yet to be called for a call back. */
  waiting: number;
};

/** What is owed now, what is due first on top; and how many cases owe an answer once their work is done. */
export function owedRows(incidents: Board['incidents']): { due: OwedRow[]; later: number } {
  const due: OwedRow[] = [];
  let later = 0;
  for (const row of incidents.values()) {
    if (!row.owed) continue;
    const next = owedStep(row);
    if (!next) {
      if (!row.owed.reply) later++;
      continue;
    }
    const waiting = next.step === 'call-back' ? callsDue(row).length : callersOf(row).length;
    due.push({ ...next, row, waiting });
  }
  return { due: due.sort((a, b) => a.due - b.due || (a.row.id < b.row.id ? -1 : 1)), later };
}

/** What whoever reported has said, the newest first. */
export function saidByThem(timeline: readonly LoggedFact[]): { at: number; text: string; satisfied?: boolean }[] {
  return timeline.toReversed().flatMap((fact) => {
    if (fact.kind === 'incident.worded') return [{ at: doneAt(fact), text: fact.text ?? '' }];
    if (fact.kind === 'incident.rated') return [{ at: doneAt(fact), text: fact.text ?? '', satisfied: fact.satisfied }];
    return fact.kind === 'incident.called-back' && fact.text !== undefined
      ? [{ at: doneAt(fact), text: fact.text }]
      : [];
  });
}
