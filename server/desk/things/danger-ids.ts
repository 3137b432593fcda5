import { createHash } from 'node:crypto';
import type { Board } from '#data/contract/board.ts';
import type { DangerId } from '#data/contract/ids.ts';

/** Ids that follow from what was found where and when, so that a replayed day makes the same ones. */
export function dangerIds(
  { dangers }: Pick<Board, 'dangers'>,
  found: string,
  tries: number,
): (item: string) => DangerId {
  return (item) => {
    for (let again = tries; ; again++) {
      const digest = createHash('sha256').update(`${found}\n${item}\n${again}`).digest('hex').slice(0, 16);
      const id = `d-${digest}` as DangerId;
      if (!dangers.has(id)) return id;
    }
  };
}
