import type * as z from 'zod';
import { type AddCapFeed, CapFeed, type capFeedCommands, MAX_CAP_FEEDS } from '#data/contract/cap-feed.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import { changeKept } from '../../../store/change-kept.ts';
import type { Store } from '../../../store/store.ts';

/** Addresses that are asked for alerts: in the store, read when asked. */
export type CapFeeds = {
  list(): Promise<CapFeed[]>;
  find(name: string): Promise<CapFeed | null>;
  /** Null: the name is taken, or there are as many as there may be. */
  add(said: z.infer<typeof AddCapFeed>): Promise<CapFeed | null>;
  change(name: string, said: z.infer<typeof capFeedCommands.change>): Promise<CapFeed | null>;
  turn(name: string, state: CapFeed['state']): Promise<CapFeed | null>;
  remove(name: string): Promise<CapFeed | null>;
  /** Calls `run` after every change of any. */
  follow(run: () => void): Stop;
};

const DRAWER = 'cap-feed';
const read = (text: string) => CapFeed.parse(JSON.parse(text));

type Parts = { store: Pick<Store, 'drawers' | 'changes'>; clock: Clock };

export function createCapFeeds({ store, clock }: Parts): CapFeeds {
  const { drawers, changes } = store;
  const put = (name: string, make: (kept: CapFeed | null) => CapFeed | null) =>
    changeKept(store, { drawer: DRAWER, id: name, read }, make);
  const list = async () => (await drawers.list(DRAWER)).map(({ body }) => read(String(body)));
  async function find(name: string): Promise<CapFeed | null> {
    const body = await drawers.get(DRAWER, name);
    return body === null ? null : read(String(body));
  }

  return {
    list,
    find,
    async add(said) {
      if ((await list()).length >= MAX_CAP_FEEDS) return null;
      return put(said.name, (kept) => (kept ? null : { ...said, since: clock.now(), state: 'on' }));
    },
    change: (name, { silentAfter, ...said }) =>
      put(name, (kept) => {
        if (!kept) return null;
        const { silentAfter: before, ...rest } = kept;
        const now = silentAfter === undefined ? before : (silentAfter ?? undefined);
        const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
        return { ...rest, ...given, ...(now !== undefined && { silentAfter: now }) };
      }),
    turn: (name, state) => put(name, (kept) => kept && { ...kept, state }),
    async remove(name) {
      const kept = await find(name);
      return kept && (await drawers.remove(DRAWER, name)) ? kept : null;
    },
    follow: (run) =>
      changes.follow((told) => {
        if (told === null || told.some(({ drawer }) => drawer === DRAWER)) run();
      }),
  };
}
