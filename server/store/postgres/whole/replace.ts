import type { Load } from '../../carry.ts';
import { StoreRefused, StoreUnavailable } from '../../store.ts';
import { inSchema, readAddress } from '../connect/address.ts';
import { endLine, openLine, type Line } from '../connect/line.ts';
import { toldError } from '../connect/trouble.ts';
import type { DatabaseOptions } from '../opening/open-database.ts';
import { DROP_ALL, halfMade } from '../opening/open-schema.ts';
import { TABLES } from '../opening/schema.ts';
import { loadPostgres } from './load.ts';

/** Tries where readers of the store and we wait for one another; so long, ms, each waits for them. */
const TRIES = 20;
const LOCK_MS = 2000;

type Before = { schema: string; epoch: string; seq: number; change: number };

/**
 * Fills a schema beside the store's, which `done` puts in its place in one transaction: the epoch tells every process.
 * The store must stand still meanwhile. `keepAs`: a schema that is made for what was there; left out, it is dropped. @throws {StoreRefused} where this user may make no schema.
 */
export async function replacePostgres(given: DatabaseOptions, keepAs?: string): Promise<Load> {
  const line = await openLine({ address: readAddress(given.url), name: 'watchfloor replace' });
  const before = await lookAt(line).catch((error: unknown) => {
    endLine(line);
    throw error;
  });
  const beside = `${before.schema.slice(0, 50)}_replacing`;
  const load = await begin();

  async function begin(): Promise<Load> {
    try {
      // What one that was killed has left: nobody else is at it, since the store stands still for us alone.
      await line.query(`DROP SCHEMA IF EXISTS ${beside} CASCADE`);
      await line.query(`CREATE SCHEMA ${beside}`);
      return await loadPostgres({ ...given, url: inSchema(given.url, beside) });
    } catch (error) {
      endLine(line);
      if ((error as { code?: string }).code !== '42501') throw toldError(error);
      throw new StoreRefused('DATABASE_URL: this user may make no schema to restore into: GRANT CREATE ON DATABASE');
    }
  }

  return {
    ...load,
    async done() {
      await load.done();
      try {
        await exchange(line, before, beside, keepAs);
      } catch (error) {
        throw toldError(error);
      }
      endLine(line);
    },
    async giveUp() {
      await load.giveUp();
      await line.query(`DROP SCHEMA IF EXISTS ${beside} CASCADE`).catch(() => {});
      endLine(line);
    },
  };
}

/** @throws {StoreRefused} where there is no whole store that another one could take the place of. */
async function lookAt(line: Line): Promise<Before> {
  const where = await line.query<{ schema: string; there: string[] }>(
    `SELECT current_schema() AS schema, ARRAY(SELECT relname::text FROM pg_class
       WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')) AS there`,
  );
  const { schema, there } = where.rows[0]!;
  const missing = TABLES.filter((table) => !there.includes(table));
  if (missing.length > 0) throw halfMade(schema, missing);
  const [head] = (await line.query<Before>('SELECT current_schema() AS schema, epoch, seq, change FROM head')).rows;
  if (!head) throw halfMade(schema, []);
  return head;
}

async function exchange(line: Line, before: Before, beside: string, keepAs?: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await exchangeOnce(line, before, beside, keepAs);
    } catch (error) {
      await line.query('ROLLBACK');
      // Somebody reads two of the tables in another order, or reads for long.
      if (!['40P01', '55P03'].includes((error as { code?: string }).code ?? '') || tries === TRIES) throw error;
    }
  }
}

async function exchangeOnce(
  line: Line,
  { schema, epoch, seq, change }: Before,
  beside: string,
  keepAs?: string,
): Promise<void> {
  await line.query('BEGIN');
  await line.query(`SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = ${LOCK_MS}`);
  const head = await line.query('SELECT 1 FROM head WHERE epoch = $1 AND seq = $2 AND change = $3 FOR UPDATE', [
    epoch,
    seq,
    change,
  ]);
  if (head.rowCount === 0) throw new StoreUnavailable('somebody wrote meanwhile: nothing was exchanged, try again');
  // Whoever holds a token of before must not be taken for somebody who is given one now.
  await line.query(`UPDATE ${beside}.head SET lease_token = (SELECT lease_token FROM head)`);
  if (keepAs === undefined) await line.query(DROP_ALL);
  else {
    await line.query(`CREATE SCHEMA ${keepAs}`);
    await moveTables(line, schema, keepAs);
  }
  await moveTables(line, beside, schema);
  await line.query(`DROP SCHEMA ${beside}`);
  await line.query('COMMIT');
}

/** Every table of ours, and its parts. */
async function moveTables(line: Line, from: string, to: string): Promise<void> {
  const { rows } = await line.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
       LEFT JOIN pg_class whole ON whole.oid = i.inhparent
     WHERE c.relnamespace = $1::regnamespace AND c.relkind IN ('r', 'p') AND COALESCE(whole.relname, c.relname) = ANY($2)`,
    [from, TABLES],
  );
  for (const { name } of rows) await line.query(`ALTER TABLE ${from}.${name} SET SCHEMA ${to}`);
}
