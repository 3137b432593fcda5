import type { Change, Changes, Drawer, Kept } from '#server/store/store.ts';

/** So many newest removals are told one by one. */
const KEPT_REMOVALS = 1000;

type Noting = Changes & {
  /** These were put or taken out. */
  note(drawer: Drawer | 'token', ...ids: string[]): void;
  /** Number of the newest change of a drawer. */
  newest(drawer: Drawer): number;
};

/** The changes of a store in memory; `bodyOf` says what is there now. */
export function createMemoryChanges(bodyOf: (drawer: Drawer | 'token', id: string) => Kept | null): Noting {
  let upto = 0;
  let floor = 0;
  /** The newest change of each thing, oldest first. */
  const noted = new Map<string, Omit<Change, 'body'>>();
  const followers = new Set<(changes: readonly Change[]) => void>();

  const withBody = (change: Omit<Change, 'body'>): Change => ({ ...change, body: bodyOf(change.drawer, change.id) });

  function forget(): void {
    const gone = [...noted].filter(([, { drawer, id }]) => bodyOf(drawer, id) === null);
    for (const [key, { n }] of gone.slice(0, Math.max(0, gone.length - KEPT_REMOVALS))) {
      noted.delete(key);
      floor = Math.max(floor, n);
    }
  }

  return {
    upto: () => upto,
    async since(n) {
      if (n > upto || n < floor) return { upto, changes: null };
      return { upto, changes: [...noted.values()].filter((change) => change.n > n).map(withBody) };
    },
    follow(receive) {
      const own = (changes: readonly Change[]) => receive(changes);
      followers.add(own);
      return () => void followers.delete(own);
    },
    note(drawer, ...ids) {
      if (drawer === 'photo') return;
      const fresh = ids.map((id) => {
        const key = `${drawer}/${id}`;
        const change = { n: ++upto, drawer, id };
        noted.delete(key);
        noted.set(key, change);
        return withBody(change);
      });
      forget();
      if (fresh.length > 0) for (const receive of followers) receive(fresh);
    },
    newest: (drawer) => Math.max(0, ...[...noted.values()].filter((one) => one.drawer === drawer).map(({ n }) => n)),
  };
}
