import type { CommandAnswer } from '#data/contract/desk-api.ts';
import type { LoggedFact } from '#data/contract/fact.ts';

/** What a command made, by the first fact of its entry; `id` null: that fact brought the thing. */
export function receiptOf(fact: LoggedFact, id: string | null): CommandAnswer {
  const { seq } = fact;
  if (id === null) return { seq, ...madeBy(fact) };
  if (fact.kind === 'bulletin.updated') return { seq, id: fact.bulletin.id, rev: 1 };
  if (fact.kind === 'incident.reopened') return { seq, id, rev: fact.incident.rev };
  return { seq, id, ...('rev' in fact && { rev: fact.rev }) };
}

function madeBy(fact: LoggedFact): Pick<CommandAnswer, 'id' | 'rev'> {
  switch (fact.kind) {
    case 'danger.found':
      return { id: fact.danger.id, rev: 1 };
    case 'dispute.registered':
      return { id: fact.dispute.id, rev: 1 };
    case 'shift.noted':
      return { id: fact.entry.id };
    case 'handover.drawn-up':
      return { id: fact.handover.id };
    case 'bulletin.issued':
    case 'bulletin.updated':
      return { id: fact.bulletin.id, rev: 1 };
    default:
      throw new Error(`fact ${fact.seq}, ${fact.kind}, brings nothing that can be commanded`);
  }
}
