import type { Hub } from './hub.ts';
import type { Store } from '#server/store/store.ts';

type Parts = { store: Pick<Store, 'health' | 'log'>; hub: { log: Pick<Hub['log'], 'epoch'> } };

/** Why the board here may not be what the store holds, whatever this process has heard of it; null when it is. */
export function doubtOf({ store, hub }: Parts): string | null {
  const { doubt } = store.health();
  if (doubt !== undefined) return doubt;
  return hub.log.epoch === store.log.place().epoch ? null : 'the log is another one: it is being read anew';
}
