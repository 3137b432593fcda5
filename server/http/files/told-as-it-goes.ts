import { setTimeout } from 'node:timers/promises';

/** A line no more often than this, ms: who looks at it reads no faster. */
const EVERY_MS = 250;

/**
 * Lines of JSON about work that takes long: how far it is, from time to time, and at last what `last` makes of
 * how it ended. Who stops reading ends the work, also who left before the first line; it begins at once. `done` is
 * called when it has ended, in whatever way and whether or not anybody ever read a line.
 */
export function toldAsItGoes<T>(
  work: (progress: (done: number, of: number) => void, signal: AbortSignal) => Promise<T>,
  last: (ended: { value: T } | { error: unknown }) => object,
  done: () => Promise<void>,
): AsyncIterableIterator<string> {
  const left = new AbortController();
  let news: { done: number; of: number } | null = null;
  const over = work((done, of) => void (news = { done, of }), left.signal)
    .then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    )
    .finally(done);

  async function* lines(): AsyncGenerator<string> {
    for (;;) {
      const rest = new AbortController();
      const ended = await Promise.race([over, setTimeout(EVERY_MS, null, { signal: rest.signal }).catch(() => null)]);
      rest.abort();
      if (ended) return yield line(last(ended));
      if (news) yield line(news);
      news = null;
    }
  }

  const told = lines();
  return {
    next: () => told.next(),
    // A generator of which nothing was asked yet ends without running what it would clean up.
    async return() {
      left.abort();
      await over;
      return told.return(undefined);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

const line = (value: object) => `${JSON.stringify(value)}\n`;
