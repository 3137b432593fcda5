import type { Followed, Store } from './store.ts';

/**
 * Keeps what `make` makes of what lies in a drawer under an id (null: nothing does), and makes it anew where somebody else
 * was quicker. Null: it made nothing, and nothing was kept. @throws {StoreUnavailable}
 */
export async function changeKept<Thing>(
  { drawers, changes }: Pick<Store, 'drawers' | 'changes'>,
  { drawer, id, read }: { drawer: Followed; id: string; read: (text: string) => Thing },
  make: (kept: Thing | null) => Thing | null,
): Promise<Thing | null> {
  for (;;) {
    const at = changes.upto();
    const kept = await drawers.get(drawer, id);
    const made = make(kept === null ? null : read(String(kept)));
    if (!made || (await drawers.putIf(drawer, id, JSON.stringify(made), at))) return made;
  }
}
