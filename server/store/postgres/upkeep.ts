import { pairsOf } from '../rows/text-pairs.ts';
import type { Line } from './connect/line.ts';
import { inTransaction } from './connect/transaction.ts';
import type { Pool } from './connect/pool.ts';
import { makeMonths } from './opening/open-schema.ts';
import { pairNumber } from './read/incident-query.ts';

/** Milliseconds between two looks at what texts are not indexed; between two steps while there are; between two looks at the months to come. */
const LOOK_MS = 1000;
const STEP_MS = 20;
const MONTHS_MS = 6 * 3600_000;
/** One step takes in so many texts. */
const STEP_ROWS = 200;

/**
 * What is done beside the writing, by whichever process comes first: the index of texts follows the incidents at its
 * own pace (a search looks through what is not in it yet), and the parts of the months to come are made before them.
 */
export function createUpkeep(pool: Pool, trouble: (what: string, error: unknown) => void): { close(): Promise<void> } {
  let indexing: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();
  let closed = false;
  let isFailing = false;

  const again = (ms: number) => {
    if (!closed) indexing = setTimeout(run, ms);
  };

  function run(): void {
    working = pool
      .use(indexMore)
      .then((isMore) => {
        isFailing = false;
        again(isMore ? STEP_MS : LOOK_MS);
      })
      .catch((error: unknown) => {
        if (!isFailing && !closed) trouble('texts are not indexed', error);
        isFailing = true;
        again(10 * LOOK_MS);
      });
  }

  const months = setInterval(() => {
    pool.use(aheadOf).catch((error: unknown) => trouble('the months to come are not prepared', error));
  }, MONTHS_MS);
  again(LOOK_MS);
  return {
    async close() {
      closed = true;
      clearTimeout(indexing);
      clearInterval(months);
      await working;
    },
  };
}

/** Takes in a little of what the index lacks; false when that is nothing, or somebody else is at it. */
export async function indexMore(line: Line): Promise<boolean> {
  return inTransaction(line, async () => {
    const mine = await line.query<{ upto: number }>('SELECT upto FROM text_index FOR UPDATE SKIP LOCKED');
    const [at] = mine.rows;
    if (!at) return false;
    const due = await line.query<{ n: number }>(
      `DELETE FROM text_due WHERE n IN (SELECT n FROM text_due ORDER BY n LIMIT ${STEP_ROWS}) RETURNING n`,
    );
    const { rows } = await line.query<{ n: number; text: string }>(
      `SELECT n, text FROM incident WHERE n = ANY($1)
       UNION ALL (SELECT n, text FROM incident WHERE n > $2 ORDER BY n LIMIT ${STEP_ROWS})`,
      [due.rows.map(({ n }) => n), at.upto],
    );
    if (rows.length === 0) return false;
    const byN = new Map(rows.map(({ n, text }) => [n, `{${pairsOf(text).map(pairNumber).join(',')}}`]));
    await line.query(
      `INSERT INTO incident_text (n, pairs) SELECT n, pairs::int[] FROM unnest($1::bigint[], $2::text[]) AS t (n, pairs)
       ON CONFLICT (n) DO UPDATE SET pairs = excluded.pairs`,
      [[...byN.keys()], [...byN.values()]],
    );
    const upto = Math.max(at.upto, ...byN.keys());
    await line.query('UPDATE text_index SET upto = $1', [upto]);
    return true;
  });
}

function aheadOf(line: Line): Promise<void> {
  return inTransaction(line, async () => {
    const { rows } = await line.query<{ now: number }>(
      'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now FROM head FOR UPDATE',
    );
    await makeMonths(line, rows[0]!.now);
  });
}
