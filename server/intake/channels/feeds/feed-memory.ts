import * as z from 'zod';
import { CapFeedStands } from '#data/contract/cap-feed.ts';
import type { Store } from '../../../store/store.ts';

/** What is known of a feed: how it stands, what it said of its own version, and which of its alerts were taken, by address or digest. */
const Known = z.object({
  ...CapFeedStands.shape,
  /** Of which question: another address, or other areas, know nothing of what was taken before. */
  asked: z.string(),
  etag: z.string().optional(),
  modified: z.string().optional(),
  taken: z.record(z.string(), z.string()),
});
export type Known = z.infer<typeof Known>;

/** Kept in the store, so that whoever takes over asks for nothing twice. */
export type FeedMemory = {
  of(name: string): Promise<Known | null>;
  keep(name: string, known: Known): Promise<void>;
  remove(name: string): Promise<void>;
};

const DRAWER = 'cap-feed-memory';

export function createFeedMemory({ drawers }: Pick<Store, 'drawers'>): FeedMemory {
  return {
    async of(name) {
      const body = await drawers.get(DRAWER, name);
      // What another version kept and this one cannot read is not missed: it is asked for anew.
      return body === null ? null : (Known.safeParse(JSON.parse(String(body))).data ?? null);
    },
    keep: (name, known) => drawers.put(DRAWER, name, JSON.stringify(known)),
    remove: async (name) => void (await drawers.remove(DRAWER, name)),
  };
}
