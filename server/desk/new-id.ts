import { createHash } from 'node:crypto';
import { canonicalJson } from '#data/kit/canonical.ts';

const LENGTH = 16;

/**
 * An id that follows from what is new, by whom and when, so that a replayed day makes the same
 * ones; 64 bits of SHA-256, so that nobody walks from one to the next. `tries`: so often the store has
 * known better than the board, which forgets what is over.
 */
export function newId<Id extends string>(
  prefix: string,
  what: unknown,
  isTaken: (id: Id) => boolean,
  tries: number,
): Id {
  for (let again = tries; ; again++) {
    const digest = createHash('sha256')
      .update(`${canonicalJson(what)}\n${again}`)
      .digest('hex');
    const id = `${prefix}-${digest.slice(0, LENGTH)}` as Id;
    if (!isTaken(id)) return id;
  }
}
