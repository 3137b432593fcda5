import { createHash, randomBytes } from 'node:crypto';
import type { ChainHash, Epoch, Seq } from '#data/contract/ids.ts';
import { createChanges } from '../followed-changes.ts';
import { createDrawers, createTokens } from '../register.ts';
import { shortHash } from '../rows/chain.ts';
import { packSnapshot } from '../rows/snapshot-packing.ts';
import { storedEntry, type FactLogWithRegister } from '../rows/stored-entry.ts';
import { StoreRefused, StoreUnavailable, type Store } from '../store.ts';
import { readAddress, type Address } from './connect/address.ts';
import { endLine, openLine, settings, type Line, type LineOptions } from './connect/line.ts';
import { createPool } from './connect/pool.ts';
import { toldError, whyNeverIn } from './connect/trouble.ts';
import { createBell } from './follow/bell.ts';
import { createTeller } from './follow/teller.ts';
import { createLeases } from './leases.ts';
import { openSchema } from './opening/open-schema.ts';
import { VERSION } from './opening/schema.ts';
import { createFactCache } from './read/fact-cache.ts';
import { createIncidentIndex } from './read/read-incidents.ts';
import { createRecords, keepPacked, readFacts, readKeyed, readLastSnapshot } from './read/read-log.ts';
import { createRegisterReader, readChanges } from './read/read-register.ts';
import { createRollups } from './read/read-rollups.ts';
import { createTracks } from './tracks.ts';
import { verifyDatabase } from './whole/verify.ts';
import { openWords } from './words.ts';
import { readEntry } from './write/request.ts';
import { createWriter } from './write/writer.ts';

export type PostgresOptions = {
  /** As `DATABASE_URL`. */
  url: string;
  /** What the database's own lists call this process. */
  node: string;
  /** Milliseconds that the city's hours are shifted against whole hours of UTC; 0 for most cities. */
  hourShift: number;
  /** The installation's secret: a database belongs to one. */
  secret: string;
  /** The time that stands on what the store itself puts on record, ms. */
  now?: () => number;
  /** Told what has failed of what nobody waits for. */
  trouble?: (what: string, error: unknown) => void;
  /** The log in the database is not the one that was opened: it was exchanged, or lost its end. Nothing can be kept until the store is opened again. */
  otherLog?: () => void;
};

const warn = (what: string, error: unknown) => process.emitWarning(`${what}: ${String(error)}`);

/** So long, ms, a server that does not answer yet is waited for at a start. */
const STARTING_MS = 3000;
const AGAIN_MS = 250;

/**
 * The store in a PostgreSQL database, made where there is none. Any number of processes share it.
 * @throws {StoreRefused} with one line that says why, when it must not be used; nothing was touched then.
 */
export async function openPostgresStore(given: PostgresOptions): Promise<Store> {
  const { url, node, hourShift, secret, now = Date.now, trouble = warn, otherLog = () => {} } = given;
  const address = readAddress(url);
  const options: LineOptions = { address, name: `watchfloor ${node}`.slice(0, 63) };
  const installation = createHash('sha256').update(`watchfloor installation ${secret}`).digest('hex').slice(0, 32);
  const first = await openFirst(options);
  let opened: { epoch: string; seq: number; hash: Buffer; change: number };
  let survives: boolean;
  let bell: string;
  try {
    await openSchema(first, { hourShift, installation, newEpoch: randomBytes(8).toString('hex') });
    survives = settings(first).survives;
    opened = (await first.query<typeof opened>('SELECT epoch, seq, hash, change FROM head')).rows[0]!;
    bell = bellOf((await first.query<{ schema: string }>('SELECT current_schema() AS schema')).rows[0]!.schema);
  } catch (error) {
    throw refusal(address, error);
  } finally {
    endLine(first);
  }

  const pool = createPool(options);
  const facts = createFactCache();
  const words = await openWords(pool);
  const read = (after: Seq, limit: number) => readFacts(pool, after, limit);
  const place = { epoch: opened.epoch as Epoch, seq: opened.seq as Seq, hash: shortHash(opened.hash) as ChainHash };
  const teller = createTeller(place, read);
  let isOther = false;
  const other = () => {
    if (!isOther) otherLog();
    isOther = true;
  };
  const writer = createWriter({ options, words, facts, bell, teller, otherLog: other });
  const changes = createChanges(readChanges(pool), opened.change, trouble);
  const listener = createBell({
    options,
    pool,
    bell,
    told: () => teller.place().seq,
    lost: other,
    hear({ epoch, seq, change }) {
      if (epoch !== place.epoch) return other();
      teller.reach(seq).catch((error: unknown) => {
        if (!(error instanceof StoreUnavailable)) trouble('facts of another process not told', error);
      });
      changes.heard(change);
    },
  });

  const log: FactLogWithRegister = {
    place: teller.place,
    async append(entries) {
      if (entries.some((entry) => entry.facts.length === 0)) throw new RangeError('an entry has no facts');
      if (entries.length === 0) return [];
      return (await writer.ask({ do: 'append', entries: entries.map(storedEntry).map(readEntry) })).outcomes;
    },
    vouch: async (fact, change) => {
      const entries = [storedEntry({ facts: [fact], change })].map(readEntry);
      const { outcomes } = await writer.ask({ do: 'append', entries });
      return outcomes[0]!.is === 'appended';
    },
    find: (key) => readKeyed(pool, key),
    settled: async () => void (await writer.ask({ do: 'settle' })),
    read,
    follow: teller.follow,
    lastSnapshot: () => readLastSnapshot(pool),
    async keepSnapshot(seq, board) {
      const end = teller.place().seq;
      if (seq > end) throw new RangeError(`a board at ${seq} is ahead of the log, which ends at ${end}`);
      await keepPacked(pool, seq, await packSnapshot(board));
    },
  };
  const register = {
    ...createRegisterReader(pool),
    put: (what) => writer.ask({ do: 'change', change: { do: 'put', ...what } }),
    remove: (what) => writer.ask({ do: 'change', change: { do: 'remove', ...what } }),
    changes,
    log,
    now,
  } satisfies Parameters<typeof createDrawers>[0];

  return {
    log,
    incidents: createIncidentIndex(pool, facts),
    rollups: createRollups(pool, words),
    tracks: createTracks(pool, words),
    tokens: createTokens(register),
    records: createRecords(pool),
    drawers: createDrawers(register),
    changes,
    leases: createLeases(pool, writer),
    health() {
      const intake = isOther ? 'down' : writer.intake();
      return {
        kind: 'postgres',
        synchronous: 'on',
        journal: 'WAL',
        version: VERSION,
        intake: intake === 'ok' && !survives ? 'degraded' : intake,
      };
    },
    backup: async () => {
      throw new StoreUnavailable('not yet');
    },
    verify: (progress = () => {}, anchor) => pool.use((line) => verifyDatabase(line, progress, anchor ?? null)),
    async close() {
      await writer.close();
      await listener.close();
      await pool.close();
    },
  };
}

/** A server that is only starting is waited for a little. @throws {StoreRefused} */
async function openFirst(options: LineOptions): Promise<Line> {
  const until = performance.now() + STARTING_MS;
  for (;;) {
    try {
      return await openLine(options);
    } catch (error) {
      if (whyNeverIn(error) !== null || performance.now() > until) throw refusal(options.address, error);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

/** In one line, without a password. */
function refusal({ shown }: Address, error: unknown): unknown {
  if (error instanceof StoreRefused) return new StoreRefused(`DATABASE_URL: ${shown} is not opened: ${error.message}`);
  const why = whyNeverIn(error);
  if (why !== null) return new StoreRefused(`DATABASE_URL: ${shown} is not opened: ${why}`);
  const told = toldError(error);
  return told instanceof StoreUnavailable
    ? new StoreRefused(`DATABASE_URL: ${shown} does not answer: ${messageOf(error)}`, { cause: error })
    : told;
}

/** Where every address of a name refused, the error itself says nothing. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

const bellOf = (schema: string) => `watchfloor_${createHash('sha256').update(schema).digest('hex').slice(0, 16)}`;
