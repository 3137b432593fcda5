import { type Board, emptyBoard } from '#data/contract/board.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import { factSights } from '#data/contract/fact-sight.ts';
import type { Receiver } from '#data/contract/receiver.ts';
import type { AreasOfCell, TableName } from '#data/contract/tables.ts';
import type { View } from '#data/contract/view.ts';
import { redactBoard, redactFact } from '#data/rules/audience.ts';
import type { Store } from '../../../store/store.ts';

type Parts = {
  /** As it is now. */
  board: () => Board;
  store: Pick<Store, 'incidents' | 'records'>;
  areasOfCell: AreasOfCell;
};

/** Facts of one thing that are looked through for the one that brought it. */
const MOST_FACTS = 1000;

/**
 * What a receiver may see of a fact, as a screen of its view would; null: nothing. A fact that changes something says
 * nothing of its area: that is asked of the thing, which keeps its area for good, on the board or on record.
 */
export function createToldFact({ board, store, areasOfCell }: Parts) {
  async function rowOf(table: TableName, id: string): Promise<object | null> {
    const row: object | undefined = (board()[table] as ReadonlyMap<string, object>).get(id);
    if (row) return row;
    if (table === 'incidents') return store.incidents.get(id);
    const about = `${table.replace(/s$/, '')}/${id}`;
    for (const fact of await store.records.about(about, { limit: MOST_FACTS })) {
      const judged = factSights[fact.kind];
      if (judged === 'nobody' || typeof judged.areas === 'string' || !('carries' in judged.areas)) continue;
      const brought = (fact as unknown as Record<string, unknown>)[judged.areas.in] as { id: string };
      if (judged.areas.carries === table && brought.id === id) return brought;
    }
    return null;
  }

  /** A board on which nothing stands but what the fact changes, where the view sees that. */
  async function changedBy(fact: LoggedFact, view: View): Promise<Board> {
    const judged = factSights[fact.kind];
    if (judged === 'nobody' || typeof judged.areas === 'string' || !('changes' in judged.areas)) return emptyBoard;
    const { changes: table, by } = judged.areas;
    const id = (fact as unknown as Record<string, unknown>)[by] as string;
    const row = await rowOf(table, id);
    if (!row) return emptyBoard;
    return redactBoard({ ...emptyBoard, [table]: new Map([[id, row]]) }, view, areasOfCell);
  }

  return async (
    fact: LoggedFact,
    { view: name, area }: Pick<Receiver, 'view' | 'area'>,
  ): Promise<LoggedFact | null> => {
    const view: View = { name, ...(area !== undefined && { area }) };
    const before = area === undefined ? emptyBoard : await changedBy(fact, view);
    return redactFact(fact, view, before, areasOfCell);
  };
}
