import type { FactArchive } from '../sealed.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import { bringsIn } from '../rows/brought-by.ts';
import { StandsStill } from '../held-still.ts';
import type { Pool } from './connect/pool.ts';
import { inTransaction } from './connect/transaction.ts';
import { partOf } from './partitions.ts';
import { plainText } from './plain-text.ts';
import { readKept } from './read/read-log.ts';
import { MAY_KEEP } from './still.ts';

/** Facts whose incidents get a body of their own in one transaction. */
const STEP_FACTS = 500;
/** Whoever reads or writes waits no longer for a part that is being dropped, ms; it is tried again at the next run. */
const LOCK_MS = 500;

type Part = { month: number; first: number; last: number };

/** Old facts leave by whole months: a part that is dropped leaves nothing behind that would have to be cleaned up. */
export function createDropping(pool: Pool): Pick<FactArchive, 'kept' | 'reach' | 'drop'> {
  const whole = async (upto: number): Promise<Part[]> => (await partsIn(pool)).filter(({ last }) => last <= upto);
  return {
    kept: (after, limit) => readKept(pool, after, limit),
    reach: async (upto) => (await whole(upto)).at(-1)?.last ?? 0,
    async drop(upto, fence) {
      for (const part of await whole(upto)) {
        await settleIncidents(pool, part);
        const dropped = await pool.use((line) =>
          inTransaction(line, async () => {
            await line.query(`SET LOCAL lock_timeout = ${LOCK_MS}`);
            const { rows } = await line.query<{ may: boolean; holds: boolean }>(
              `SELECT ${MAY_KEEP} AS may, EXISTS (SELECT 1 FROM lease WHERE lease = $1 AND token = $2 FOR SHARE) AS holds`,
              [fence.lease, fence.token],
            );
            if (!rows[0]!.may) throw new StandsStill();
            if (rows[0]!.holds) await line.query(`DROP TABLE ${partOf('fact', part.month)}`);
            return rows[0]!.holds;
          }),
        );
        if (!dropped) return false;
      }
      return true;
    },
  };
}

/** The months before that of the newest fact which hold any, oldest first. */
async function partsIn(pool: Pool): Promise<Part[]> {
  const names = await pool.ask<{ month: number }>({
    text: `SELECT substr(c.relname, 6)::int AS month FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'fact'::regclass AND substr(c.relname, 6)::int < (SELECT month FROM head) ORDER BY 1`,
  });
  const parts: Part[] = [];
  for (const { month } of names) {
    const text = 'SELECT MIN(seq) AS first, MAX(seq) AS last FROM fact WHERE month = $1';
    const [ends] = await pool.ask<{ first: number | null; last: number | null }>({ text }, [month]);
    if (ends && ends.first !== null && ends.last !== null) parts.push({ month, first: ends.first, last: ends.last });
  }
  return parts;
}

/** What these facts brought, and nothing has happened to since, keeps a body of its own. */
async function settleIncidents(pool: Pool, { first, last }: Part): Promise<void> {
  for (let after = first - 1; after < last;) {
    const facts = (await readKept(pool, after, STEP_FACTS)).filter(({ seq }) => seq <= last);
    const rows = facts.flatMap(({ seq, body }) =>
      bringsIn(Object.assign(JSON.parse(body), { seq }) as LoggedFact).map((row) => ({ seq, row })),
    );
    // Of one that an import names twice, the first counts.
    const byId = new Map(rows.reverse().map((one) => [one.row.id, one]));
    const values = [...byId.values()];
    await pool.ask(
      {
        text: `UPDATE incident SET body = brought.body
          FROM unnest($1::text[], $2::bigint[], $3::text[]) AS brought (id, first, body)
          WHERE incident.id = brought.id COLLATE "C" AND incident.first = brought.first AND incident.body IS NULL`,
      },
      [
        values.map(({ row }) => plainText(row.id)),
        values.map(({ seq }) => seq),
        values.map(({ row }) => JSON.stringify(row)),
      ],
    );
    after = facts.at(-1)?.seq ?? last;
  }
}
