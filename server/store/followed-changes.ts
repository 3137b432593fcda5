import { StoreUnavailable, type Change, type Changes } from './store.ts';

export type FollowedChanges = Changes & {
  /** The answer of a write, once those who follow have been told what it changed. */
  told<T>(write: Promise<T>): Promise<T>;
  /** The newest change in the store is `n`: somebody else's, when we have not told it. */
  heard(n: number): void;
};

/** The changes as this process has them: ours and those of others come the same way, out of the store. */
export function createChanges(
  /** As `Changes.since`. */
  since: Changes['since'],
  newest: number,
  trouble: (what: string, error: unknown) => void,
): FollowedChanges {
  const followers = new Set<(changes: readonly Change[] | null) => void>();
  let upto = newest;
  let reading: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  async function read(): Promise<void> {
    const before = upto;
    const found = await since(before);
    upto = found.upto;
    if (upto !== before) for (const receive of followers) receive(found.changes);
  }

  /** One read at a time, so that all is told in order; whoever comes meanwhile shares the one after it. */
  function catchUp(): Promise<void> {
    if (!reading) return (reading = read().finally(() => (reading = undefined)));
    return (next ??= reading
      .catch(() => {})
      .then(() => {
        next = undefined;
        return catchUp();
      }));
  }

  return {
    upto: () => upto,
    since,
    follow(receive) {
      const own = (changes: readonly Change[] | null) => receive(changes);
      followers.add(own);
      return () => void followers.delete(own);
    },
    async told(write) {
      const answer = await write;
      await catchUp();
      return answer;
    },
    heard(n) {
      // Where the read fails, we hear of it again; a store that is down says so itself.
      if (n === upto) return;
      catchUp().catch((error: unknown) => {
        if (!(error instanceof StoreUnavailable)) trouble('changes of another process not told', error);
      });
    },
  };
}
