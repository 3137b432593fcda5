import { Client, types } from 'pg';
import { StoreRefused, StoreUnavailable } from '../../store.ts';
import type { Address } from './address.ts';

/** One connection to the database, as it is meant to be. */
export type Line = Client;

export type LineOptions = {
  address: Address;
  /** What the database's own lists call us. */
  name: string;
  /** Sends a question before the one before is answered. */
  pipeline?: boolean;
};

/** The oldest server whose ways are counted upon. */
const LEAST_VERSION = 150_000;
const CONNECT_MS = 5000;
/** No question may take longer, ms; nor may a connection sit on an open transaction. */
const STATEMENT_MS = 60_000;
const IDLE_IN_TRANSACTION_MS = 5000;

/** Numbers and times in our tables are whole and well below 2^53. */
const INT8 = 20;
const ownTypes = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : types.getTypeParser(oid, format as 'text')) as typeof types.getTypeParser,
};

/** What durability hangs on, as the server says it. */
export type Settings = { synchronous: string; survives: boolean };

const settingsOf = new WeakMap<Line, Settings>();
export const settings = (line: Line): Settings => settingsOf.get(line)!;

/** Which host answered last is asked first. */
const lastGood = new WeakMap<Address, number>();

/**
 * A connection that writes, to the first of the hosts that takes it: a commit counts when it is on the disk.
 * @throws {StoreRefused} where the server is not one to be used.
 */
export async function openLine(options: LineOptions): Promise<Line> {
  const { urls } = options.address;
  const from = lastGood.get(options.address) ?? 0;
  let failed: unknown;
  for (let i = 0; i < urls.length; i++) {
    const at = (from + i) % urls.length;
    try {
      const line = await openTo(urls[at]!, options);
      lastGood.set(options.address, at);
      return line;
    } catch (error) {
      if (!(failed instanceof StoreRefused)) failed = error;
    }
  }
  throw failed;
}

async function openTo(url: string, { address, name, pipeline = false }: LineOptions): Promise<Line> {
  const line = new Client({
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5000,
    pipeline,
    types: ownTypes,
  } as ConstructorParameters<typeof Client>[0]);
  // Whoever asks hears of it; a connection that nobody is using only ends.
  line.on('error', () => {});
  try {
    await line.connect();
    await settle(line, address);
    return line;
  } catch (error) {
    endLine(line);
    throw error;
  }
}

/** Sets what we count on, and asks whether it was taken. */
async function settle(line: Line, { schema }: Address): Promise<void> {
  const path = schema === undefined ? '' : `SET search_path = ${schema};`;
  const answers = (await line.query(`${path}
    SET synchronous_commit = on;
    SET statement_timeout = ${STATEMENT_MS};
    SET idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS};
    SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3;
    SET client_min_messages = warning;
    SELECT current_setting('synchronous_commit') AS synchronous,
      current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on' AS survives,
      current_setting('server_version_num')::int AS version, current_setting('server_version') AS named,
      current_setting('server_encoding') AS encoding, pg_is_in_recovery() AS reads_only`)) as unknown as {
    rows: {
      synchronous: string;
      survives: boolean;
      version: number;
      named: string;
      encoding: string;
      reads_only: boolean;
    }[];
  }[];
  const { synchronous, survives, version, named, encoding, reads_only } = answers.at(-1)!.rows[0]!;
  if (version < LEAST_VERSION) throw new StoreRefused(`the server is PostgreSQL ${named}: 15 or newer is needed`);
  if (encoding !== 'UTF8') throw new StoreRefused(`the database is kept in ${encoding}: make one in UTF8`);
  if (synchronous !== 'on')
    throw new StoreRefused(
      `the server keeps synchronous_commit at "${synchronous}": what it answers would not be kept`,
    );
  if (reads_only) throw new StoreUnavailable('the server only reads at present: it follows another one');
  settingsOf.set(line, { synchronous, survives });
}

/** Lets go of it at once, answered or not. */
export function endLine(line: Line): void {
  (line as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  line.end().catch(() => {});
}

/** A question that the server plans once for each connection. */
export const named = (name: string, text: string): Question => ({ name, text });
export type Question = { name: string; text: string };
