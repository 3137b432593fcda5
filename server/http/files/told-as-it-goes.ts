import { setTimeout } from 'node:timers/promises';

/** A line no more often than this, ms: who looks at it reads no faster. */
const EVERY_MS = 250;

/**
 * Lines of JSON about work that takes long: how far it is, from time to time, and at last what `last` makes of
 * how it ended. Who stops reading ends the work. `done` is called when it has ended, in whatever way.
 */
export async function* toldAsItGoes<T>(
  work: (progress: (done: number, of: number) => void, signal: AbortSignal) => Promise<T>,
  last: (ended: { value: T } | { error: unknown }) => object,
  done: () => Promise<void>,
): AsyncGenerator<string> {
  const left = new AbortController();
  let news: { done: number; of: number } | null = null;
  const over = work((done, of) => void (news = { done, of }), left.signal).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  try {
    for (;;) {
      const rest = new AbortController();
      const ended = await Promise.race([over, setTimeout(EVERY_MS, null, { signal: rest.signal }).catch(() => null)]);
      rest.abort();
      if (ended) return yield line(last(ended));
      if (news) yield line(news);
      news = null;
    }
  } finally {
    left.abort();
    await over;
    await done();
  }
}

const line = (value: object) => `${JSON.stringify(value)}\n`;
