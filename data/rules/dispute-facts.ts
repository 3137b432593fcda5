import type { Dispute, DisputeContent } from '../contract/dispute.ts';
import type { Fact } from '../contract/fact.ts';
import { accepted } from '../kit/result.ts';
import type { Decided } from './decision.ts';

/** A dispute as only the server has it, and as its handlers read it. */
export type HandledDispute = Dispute & { content: DisputeContent };

type Moved = Extract<Fact, { kind: 'dispute.moved' }>;
type Noted = Extract<Fact, { kind: 'dispute.noted' }>;

/** It reaches another state. Clocks that are not named end with the old one. */
export function moved(dispute: Dispute, what: Omit<Moved, 'kind' | 'dispute' | 'rev'>): Decided {
  return accepted([{ kind: 'dispute.moved', ...nextDisputeRev(dispute), ...what }]);
}

/** Something about it is new while it stays where it is. */
export function noted(dispute: Dispute, what: Omit<Noted, 'kind' | 'dispute' | 'rev'>): Decided {
  return accepted([{ kind: 'dispute.noted', ...nextDisputeRev(dispute), ...what }]);
}

/** Names the dispute and the revision that comes next. */
export function nextDisputeRev({ id, rev }: Dispute): { dispute: Dispute['id']; rev: number } {
  return { dispute: id, rev: rev + 1 };
}
