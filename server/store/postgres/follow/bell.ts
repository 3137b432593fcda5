import { endLine, openLine, type Line, type LineOptions } from '../connect/line.ts';
import { isOfGoneTable } from '../connect/trouble.ts';
import { AGREES } from '../agreement.ts';
import type { Pool, Question } from '../connect/pool.ts';

/** Where the log and the changes of drawers end, as somebody says or as was looked up. */
export type Ends = { epoch: string; seq: number; change: number };

export const lookAtEnds: Question = { name: 'look', text: `SELECT epoch, seq, change, ${AGREES} FROM head` };

/** Milliseconds between two looks at where the log ends, whether or not anybody rang; and before another try to listen. */
const LOOK_MS = 500;
const AGAIN_MS = 1000;

type Parts = {
  options: LineOptions;
  pool: Pool;
  bell: string;
  hear(ends: Ends): void;
  /** The newest fact that is known here. */
  told(): number;
  /** The log ends before that. */
  lost(): void;
  /** Whether the log ends with the fact that the head names, at every look. */
  agrees(does: boolean): void;
};

/**
 * Hears of what any process has committed. The bell only makes it quick: what it says is not trusted to be all,
 * and while nobody rings, or nobody can be heard, the head is looked at.
 */
export function createBell({ options, pool, bell, hear, told, lost, agrees }: Parts): { close(): Promise<void> } {
  let line: Line | undefined;
  let closed = false;
  let again: NodeJS.Timeout | undefined;
  let isLooking = false;

  function listen(): void {
    openBell().catch(retry);
  }

  async function openBell(): Promise<void> {
    const opened = await openLine({ ...options, name: `${options.name} bell` });
    if (closed) return endLine(opened);
    line = opened;
    opened.on('notification', ({ payload }) => hear(read(payload)));
    opened.on('end', retry);
    await opened.query(`LISTEN ${bell}`);
  }

  function retry(): void {
    if (line) endLine(line);
    line = undefined;
    if (!closed)
      again ??= setTimeout(() => {
        again = undefined;
        listen();
      }, AGAIN_MS);
  }

  function look(): void {
    if (isLooking) return;
    isLooking = true;
    const before = told();
    pool
      .ask<Ends & { agrees: boolean }>(lookAtEnds)
      .then(([ends]) => {
        if (closed) return;
        agrees(ends?.agrees ?? false);
        if (!ends?.agrees) return;
        if (ends.seq < before) lost();
        else hear(ends);
      })
      // Whoever writes finds out, and says so; the next look is soon. What is gone does not come back by itself.
      .catch((error: unknown) => {
        if (!closed && isOfGoneTable(error)) agrees(false);
      })
      .finally(() => (isLooking = false));
  }

  const looking = setInterval(look, LOOK_MS);
  listen();

  return {
    async close() {
      closed = true;
      clearInterval(looking);
      clearTimeout(again);
      const last = line;
      line = undefined;
      await last?.end().catch(() => {});
    },
  };
}

function read(payload = ''): Ends {
  const [epoch = '', seq, change] = payload.split(' ');
  return { epoch, seq: Number(seq), change: Number(change) };
}
