/** Lets work that shares a key run one after the other, in the order in which it was asked for. */
export type Turns = <T>(keys: readonly string[], work: () => Promise<T>) => Promise<T>;

export function createTurns(): Turns {
  /** The end of the last work of each key. */
  const last = new Map<string, Promise<unknown>>();
  return async (keys, work) => {
    // All keys are taken at once, so that two can never wait for each other.
    const before = keys.map((key) => last.get(key));
    const turn = Promise.all(before).then(work);
    const end = turn.catch(() => undefined);
    for (const key of keys) last.set(key, end);
    try {
      return await turn;
    } finally {
      for (const key of keys) if (last.get(key) === end) last.delete(key);
    }
  };
}
