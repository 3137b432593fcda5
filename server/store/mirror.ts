import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Change, Followed, Store } from './store.ts';

/** What is in one drawer, in memory: it follows the store's changes, whichever process makes them. */
export type Mirror<T> = {
  /** Reads everything; resolves when what is here is what was in the store. */
  load(): Promise<void>;
  get(id: string): T | undefined;
  all(): T[];
  close(): void;
};

type Parts<T> = {
  store: Pick<Store, 'drawers' | 'changes'>;
  drawer: Followed;
  read: (id: string, body: string) => T;
  /** Told of every difference once it is here; undefined = it was not there, or is no more. */
  changed: (is: T | undefined, was: T | undefined) => void;
  clock: Clock;
  trouble: (what: string, error: unknown) => void;
};

/** Between two attempts to read everything anew, ms. */
const AGAIN_MS = 1000;

export function mirrorOf<T>({ store, drawer, read, changed, clock, trouble }: Parts<T>): Mirror<T> {
  let here = new Map<string, T>();
  /** What was told while everything is being read. */
  let meanwhile: Change[] | null = null;
  let loading: Promise<void> = Promise.resolve();
  let again: Stop = () => {};

  function take(changes: readonly Change[]): void {
    for (const { drawer: of, id, body } of changes) {
      if (of !== drawer) continue;
      const was = here.get(id);
      if (body === null) here.delete(id);
      else here.set(id, read(id, String(body)));
      changed(here.get(id), was);
    }
  }

  async function readAll(): Promise<void> {
    const told: Change[] = (meanwhile = []);
    try {
      const kept = await store.drawers.list(drawer);
      const before = here;
      here = new Map(kept.map(({ id, body }) => [id, read(id, String(body))]));
      for (const [id, is] of here) changed(is, before.get(id));
      for (const [id, was] of before) if (!here.has(id)) changed(undefined, was);
      take(told);
    } finally {
      if (meanwhile === told) meanwhile = null;
    }
  }

  const load = () => (loading = loading.then(readAll, readAll));

  function anew(): void {
    load().catch((error: unknown) => {
      trouble(`the drawer "${drawer}" not read`, error);
      again = clock.after(AGAIN_MS, anew);
    });
  }

  const unfollow = store.changes.follow((changes) => {
    if (!changes) return anew();
    if (meanwhile) meanwhile.push(...changes);
    else take(changes);
  });

  return {
    load,
    get: (id) => here.get(id),
    all: () => [...here.values()],
    close() {
      unfollow();
      again();
    },
  };
}
