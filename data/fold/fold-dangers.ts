import type { Board } from '../contract/board.ts';
import type { Danger } from '../contract/danger.ts';
import type { LoggedFact } from '../contract/fact.ts';
import { editMap } from '../kit/edit-map.ts';
import { doneAt } from './done-at.ts';

type DangerFact = LoggedFact & { kind: `danger.${string}` };
type DangerChange = Exclude<DangerFact, { kind: 'danger.found' }>;

/** The table of hidden dangers after `facts`: those that are not yet cleared. */
export function foldDangers(before: Board['dangers'], facts: readonly LoggedFact[]): Board['dangers'] {
  const table = editMap(before);
  for (const fact of facts) {
    if (!isAboutDanger(fact)) continue;
    const row = fact.kind === 'danger.found' ? undefined : table.get(fact.danger);
    const next = foldDanger(row, fact);
    if (!next) continue;
    if (next.state === 'cleared') table.delete(next.id);
    else table.set(next.id, next);
  }
  return table.done();
}

/** The danger after a fact about it; cleared ones are returned as such. */
export function foldDanger(row: Danger | undefined, fact: DangerFact): Danger | undefined {
  if (fact.kind === 'danger.found') {
    const { exercise = false } = fact;
    const at = doneAt(fact);
    return { ...fact.danger, rev: 1, state: 'found', since: at, found: at, exercise };
  }
  return row && changed({ ...row, rev: fact.rev }, fact);
}

function changed(row: Danger, fact: DangerChange): Danger {
  row.since = doneAt(fact);
  switch (fact.kind) {
    case 'danger.ordered':
      return { ...row, state: 'ordered', organisation: fact.organisation, due: fact.due };
    case 'danger.rectifying':
      return { ...row, state: 'rectifying' };
    case 'danger.rectified':
      return { ...row, state: 'recheck', ...(fact.rectifiedBy && { rectifiedBy: fact.rectifiedBy }) };
    case 'danger.sent-back': {
      const { rectifiedBy: _before, ...rest } = row;
      return { ...rest, state: 'ordered', due: fact.due };
    }
    case 'danger.cleared':
      return { ...row, state: 'cleared' };
  }
}

function isAboutDanger(fact: LoggedFact): fact is DangerFact {
  return fact.kind.startsWith('danger.');
}
