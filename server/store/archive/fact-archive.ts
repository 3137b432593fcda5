import type { Seq } from '#data/contract/ids.ts';
import type { FollowedChanges } from '../followed-changes.ts';
import type { FactLogWithRegister } from '../rows/stored-entry.ts';
import type { Kept } from '../store.ts';
import { keptFact } from '../vouching.ts';
import { readSealed, sealedId, type Sealed, type FactArchive } from '../sealed.ts';

/** What an adapter does itself. */
type Parts = {
  oldest(): Promise<number>;
  drawer(drawer: 'archive'): Promise<{ body: Kept }[]>;
  changes: Pick<FollowedChanges, 'told'>;
  log: Pick<FactLogWithRegister, 'vouch'>;
  now: () => number;
} & Pick<FactArchive, 'kept' | 'reach' | 'drop'>;

/** What is on record of archive files in a store. */
export const sealedIn = async ({ drawer }: Pick<Parts, 'drawer'>): Promise<Sealed[]> =>
  readSealed(await drawer('archive'));

export function createFactArchive(parts: Parts): FactArchive {
  const { kept, reach, changes, log, now } = parts;
  return {
    oldest: async () => (await parts.oldest()) as Seq,
    kept,
    sealed: () => sealedIn(parts),
    record(sealed, fence) {
      const [drawer, id, body] = ['archive' as const, sealedId(sealed.first), JSON.stringify(sealed)];
      return changes.told(log.vouch(keptFact(drawer, id, body, now()), { do: 'put', drawer, id, body }, fence));
    },
    reach,
    async drop(upto, fence) {
      // Whoever asks: what is in no file stays.
      const last = (await sealedIn(parts)).at(-1)?.last ?? 0;
      return parts.drop(Math.min(upto, last), fence);
    },
  };
}
