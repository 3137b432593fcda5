import { StoreRefused } from '../../store.ts';
import type { Line } from '../connect/line.ts';
import { inTransaction } from '../connect/transaction.ts';
import { makePart, monthAfter, monthOf } from '../partitions.ts';
import { recountRollups } from '../recount.ts';
import { steps, TABLES, VERSION } from './schema.ts';

export type SchemaOptions = {
  /** Milliseconds that the city's hours are shifted against whole hours of UTC. */
  hourShift: number;
  /** Says whose the database is: a digest of the installation's secret. */
  installation: string;
  /** Whether there is to be a store where there was none. */
  mayMake: boolean;
  /** Taken when the store is new. */
  newEpoch: string;
  /** It must be empty, and is nobody's until it is filled. */
  fill: boolean;
};

/** Whose a database is that is being filled: one that its installation may begin again once nobody fills it. */
const filling = (installation: string) => `being filled by ${installation}`;

/** Held by whoever fills a schema, until its connection ends. */
const FILLS = "hashtext('watchfloor fills ' || current_schema())";

/** Months whose parts are made before they come. */
const MONTHS_AHEAD = 2;

/**
 * A schema that is fit to be written: made where there is nothing, brought forward where it is older, and ours.
 * One transaction, and one process at a time: all of it or nothing. @throws {StoreRefused} with one line that says why.
 */
export async function openSchema(line: Line, options: SchemaOptions): Promise<void> {
  await inTransaction(line, async () => {
    await line.query('SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0');
    await line.query("SELECT pg_advisory_xact_lock(hashtext('watchfloor ' || COALESCE(current_schema(), '')))");
    if (options.fill) await beginToFill(line, options);
    if (await isEmpty(line)) await create(line, options);
    else await takeOver(line, options);
  });
}

/** Takes away what a copying of ours left that did not come to its end. */
async function beginToFill(line: Line, { installation }: SchemaOptions): Promise<void> {
  const { rows } = await line.query<{ alone: boolean; head: string | null }>(
    `SELECT pg_try_advisory_xact_lock(${FILLS}) AS alone, to_regclass(quote_ident(current_schema()) || '.head') AS head`,
  );
  if (!rows[0]!.alone) throw new StoreRefused('somebody else copies into it at present');
  if (rows[0]!.head === null) return;
  const left = await line.query<{ installation: string | null }>(
    "SELECT to_jsonb(head) ->> 'installation' AS installation FROM head",
  );
  if (left.rows[0]?.installation === filling(installation)) await line.query(DROP_ALL);
}

/** Takes every table of ours away. */
export const DROP_ALL = `DROP TABLE IF EXISTS ${TABLES.join(', ')} CASCADE`;

/** Says on this connection, until it ends, that it fills what was made under this epoch. @throws {StoreRefused} when somebody else does. */
export async function fillAlone(line: Line, epoch: string): Promise<void> {
  const { rows } = await line.query<{ ours: boolean }>(
    `SELECT pg_try_advisory_lock(${FILLS}) AND EXISTS (SELECT 1 FROM head WHERE epoch = $1) AS ours`,
    [epoch],
  );
  if (!rows[0]!.ours) throw new StoreRefused('somebody else copies into it at present');
}

const schemaOf = async (line: Line) =>
  (await line.query<{ schema: string }>('SELECT current_schema() AS schema')).rows[0]!.schema;

/** Whether there is nothing at all. */
async function isEmpty(line: Line): Promise<boolean> {
  const { rows } = await line.query<{ schema: string | null; may: boolean | null }>(
    "SELECT current_schema() AS schema, has_schema_privilege(current_schema(), 'CREATE') AS may",
  );
  const { schema, may } = rows[0]!;
  if (schema === null) throw new StoreRefused('there is no such schema: CREATE SCHEMA, and grant it to this user');
  const found = new Set(await tablesIn(line));
  if (found.size === 0) {
    if (may !== true)
      throw new StoreRefused(`this user may not make tables in schema "${schema}": GRANT CREATE, USAGE`);
    return true;
  }
  if (!found.has('head') && [...found].every((table) => ours.has(table))) throw halfMade(schema, missingOf(found));
  if (!found.has('head'))
    throw new StoreRefused(
      `schema "${schema}" is not empty and not ours: give Watchfloor a database or a schema of its own`,
    );
  return false;
}

const ours = new Set<string>(TABLES);
const missingOf = (there: ReadonlySet<string>) => TABLES.filter((table) => !there.has(table));

/** A store without one of its tables, or without its head: nothing can be copied out of it or put in its place by a table. */
export function halfMade(schema: string, missing: readonly string[]): StoreRefused {
  const aside = `ALTER SCHEMA "${schema}" RENAME TO "${schema.slice(0, 50)}_broken"; CREATE SCHEMA "${schema}"`;
  return new StoreRefused(
    `the store is half made (${missing.join(', ') || 'its head'} missing): stop every node, move it aside (${aside}), then restore a backup`,
  );
}

/** Tables, views and sequences of the schema, but those of extensions and the parts of tables. */
async function tablesIn(line: Line): Promise<string[]> {
  const { rows } = await line.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
       AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'e')`,
  );
  return rows.map(({ name }) => name);
}

async function create(line: Line, { hourShift, installation, newEpoch, mayMake, fill }: SchemaOptions): Promise<void> {
  if (!mayMake)
    throw new StoreRefused(
      'there is no store in it: DATABASE_URL must be that of the service, whose first start makes it',
    );
  for (const step of steps) await step(line);
  const { rows } = await line.query<{ now: number }>(NOW);
  await line.query(`INSERT INTO head VALUES (1, $1, $2, $3, $4, 0, $5, 0, 0, 0, 0, 0, '${'0'.repeat(32)}', 0)`, [
    VERSION,
    fill ? filling(installation) : installation,
    newEpoch,
    hourShift,
    Buffer.alloc(32),
  ]);
  await makeMonths(line, rows[0]!.now);
}

async function takeOver(line: Line, { hourShift, installation, fill }: SchemaOptions): Promise<void> {
  if (fill) throw new StoreRefused('there is a store already: give the copy an empty database or schema');
  const head = await line
    .query<{ version: number; installation: string; hour_shift: number; now: number }>(
      `SELECT version, installation, hour_shift, (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now FROM head FOR UPDATE`,
    )
    .catch((error: { code?: string; message: string }) => {
      if (error.code === '42501')
        throw new StoreRefused(`this user may not read or write what is there: ${error.message}`);
      if (error.code === '42703')
        throw new StoreRefused('there is a table "head" that is not ours: give Watchfloor a database of its own');
      throw error;
    });
  const found = head.rows[0];
  const missing = missingOf(new Set(await tablesIn(line)));
  if (!found || (missing.length > 0 && found.version === VERSION)) throw halfMade(await schemaOf(line), missing);
  if (found.version > VERSION)
    throw new StoreRefused(`the store is of version ${found.version}, newer than this program, which knows ${VERSION}`);
  if (found.installation === filling(installation))
    throw new StoreRefused('a copy into it is not finished: copy again, or give Watchfloor an empty database');
  if (found.installation !== installation)
    throw new StoreRefused(
      'the database belongs to another installation: give every node the same secret (SECRET_FILE or SECRET), or use another database',
    );
  for (const step of steps.slice(found.version)) await step(line);
  if (found.version < VERSION) await line.query('UPDATE head SET version = $1', [VERSION]);
  if (found.hour_shift !== hourShift) {
    await recountRollups(line, hourShift);
    await line.query('UPDATE head SET hour_shift = $1', [hourShift]);
  }
  await makeMonths(line, found.now);
}

const NOW = 'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now';

/** Makes the parts of this month and of those that come, under the lock on the head. */
export async function makeMonths(line: Line, now: number): Promise<void> {
  let month = monthOf(now);
  for (let i = 0; i <= MONTHS_AHEAD; i++, month = monthAfter(month)) await makePart(line, 'fact', month);
}
