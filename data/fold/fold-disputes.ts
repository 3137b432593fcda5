import type { Board } from '../contract/board.ts';
import { settledDisputeStates, type Dispute } from '../contract/dispute.ts';
import type { LoggedFact } from '../contract/fact.ts';
import { editMap } from '../kit/edit-map.ts';
import { disputeNumber } from './case-number.ts';

export type DisputeFact = LoggedFact & { kind: `dispute.${string}` };

/** The table of disputes after `facts`: those that still need somebody, be it for a last visit. */
export function foldDisputes(before: Board['disputes'], facts: readonly LoggedFact[]): Board['disputes'] {
  const table = editMap(before);
  for (const fact of facts) {
    if (!isAboutDispute(fact)) continue;
    const row = fact.kind === 'dispute.registered' ? undefined : table.get(fact.dispute);
    const next = foldDispute(row, fact);
    if (!next) continue;
    if (isOver(next)) table.delete(next.id);
    else table.set(next.id, next);
  }
  return table.done();
}

/** The dispute after a fact about it, ended ones too. */
export function foldDispute(row: Dispute | undefined, fact: DisputeFact): Dispute | undefined {
  const { at } = fact;
  if (fact.kind === 'dispute.registered') {
    const { dispute, content, series, exercise = false } = fact;
    return {
      ...dispute,
      rev: 1,
      state: 'registered',
      since: at,
      registered: at,
      ...(content && { content: { ...content, number: disputeNumber(series, fact.seq) } }),
      exercise,
    };
  }
  if (!row) return undefined;
  const next: Dispute = { ...row, rev: fact.rev };
  if (fact.kind === 'dispute.followed-up') {
    delete next.followUpBy;
    return next;
  }
  // In a view that has no content, none comes in by a change either.
  if (row.content && fact.content) next.content = Object.assign({ ...row.content }, fact.content);
  if (fact.kind === 'dispute.noted') {
    if (fact.confirmed) delete next.confirmBy;
    return next;
  }
  const { state, confirmBy, performBy, followUpBy } = fact;
  const { confirmBy: _c, performBy: _p, followUpBy: _f, ...rest } = next;
  return {
    ...rest,
    state,
    since: at,
    ...(confirmBy !== undefined && { confirmBy }),
    ...(performBy !== undefined && { performBy }),
    ...(followUpBy !== undefined && { followUpBy }),
  };
}

/** Nothing more is to be done about it. */
export function isOver({ state, followUpBy }: Dispute): boolean {
  return (settledDisputeStates as readonly string[]).includes(state) && followUpBy === undefined;
}

function isAboutDispute(fact: LoggedFact): fact is DisputeFact {
  return fact.kind.startsWith('dispute.');
}
