import type { Board } from '../contract/board.ts';
import type { LoggedFact } from '../contract/fact.ts';
import { editMap } from '../kit/edit-map.ts';

/** The table of bulletins after `facts`: those that are neither cancelled nor replaced nor over. */
export function foldBulletins(before: Board['bulletins'], facts: readonly LoggedFact[]): Board['bulletins'] {
  const table = editMap(before);
  for (const fact of facts) {
    switch (fact.kind) {
      case 'bulletin.issued':
      case 'bulletin.updated': {
        const { at: issued, exercise = false } = fact;
        table.set(fact.bulletin.id, { ...fact.bulletin, rev: 1, issued, exercise });
        break;
      }
      case 'bulletin.replaced':
      case 'bulletin.cancelled':
      case 'bulletin.expired':
        table.delete(fact.bulletin);
        break;
      case 'bulletin.acknowledged': {
        const row = table.get(fact.bulletin);
        if (!row) break;
        const acknowledged = { at: fact.at, ...(fact.by && { by: fact.by }) };
        table.set(row.id, { ...row, rev: fact.rev, acknowledged });
        break;
      }
    }
  }
  return table.done();
}
