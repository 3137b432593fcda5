import { randomBytes } from 'node:crypto';
import type { ChainHash, Epoch, Seq } from '#data/contract/ids.ts';
import { createArchivedLog } from '../archive/archived-log.ts';
import { createFactArchive, sealedIn } from '../archive/fact-archive.ts';
import { carry, type Load } from '../carry.ts';
import { createChanges } from '../followed-changes.ts';
import { createDrawers, createTokens } from '../register.ts';
import { shortHash } from '../rows/chain.ts';
import { packSnapshot } from '../rows/snapshot-packing.ts';
import { storedEntry, type FactLogWithRegister } from '../rows/stored-entry.ts';
import { StoreUnavailable, type Store } from '../store.ts';
import { AGREES, DAMAGED } from './agreement.ts';
import { createPool } from './connect/pool.ts';
import { createBell, lookAtEnds, type Ends } from './follow/bell.ts';
import { createTeller } from './follow/teller.ts';
import { createLeases } from './leases.ts';
import { createLetters } from './letters.ts';
import { openDatabase, type DatabaseOptions } from './opening/open-database.ts';
import { VERSION } from './opening/schema.ts';
import { createFactCache } from './read/fact-cache.ts';
import { createIncidentIndex } from './read/read-incidents.ts';
import { createReading, createRecords, keepPacked, readKeyed, readLastSnapshot, readOldest } from './read/read-log.ts';
import { createRegisterReader, readChanges } from './read/read-register.ts';
import { createRollups } from './read/read-rollups.ts';
import { createTracks } from './tracks.ts';
import { createDropping } from './drop-facts.ts';
import { createUpkeep } from './upkeep.ts';
import { dumpPostgres } from './whole/dump.ts';
import { verifyDatabase } from './whole/verify.ts';
import { openWords } from './words.ts';
import { readEntry } from './write/request.ts';
import { createWriter } from './write/writer.ts';

export type PostgresOptions = DatabaseOptions & {
  /** The time that stands on what the store itself puts on record, ms. */
  now?: () => number;
  /** Told what has failed of what nobody waits for. */
  trouble?: (what: string, error: unknown) => void;
  /** The log in the database is not the one that was opened: it was exchanged, or lost its end. Nothing can be kept until the store is opened again. */
  otherLog?: () => void;
  /** Folder of the archive files, which every process must reach; left out: `archive`, where this one was started. */
  archive?: string;
  /** Begins a new store in a file, which a backup fills. */
  newCopy?: (file: string) => Promise<Load>;
};

const warn = (what: string, error: unknown) => process.emitWarning(`${what}: ${String(error)}`);

/**
 * The store in a PostgreSQL database, made where there is none. Any number of processes share it.
 * @throws {StoreRefused} with one line that says why, when it must not be used; nothing was touched then.
 */
export async function openPostgresStore(given: PostgresOptions): Promise<Store> {
  const { now = Date.now, trouble = warn, otherLog = () => {}, newCopy, archive = 'archive' } = given;
  const { options, bell, survives, ...opened } = await openDatabase(given);
  const pool = createPool(options);
  const facts = createFactCache();
  // Of its own, so that nobody who appends waits for those who search.
  const side = createPool(options, 2);
  const words = await openWords(side).catch(async (error: unknown) => {
    await side.close();
    throw error;
  });
  const reader = createRegisterReader(pool);
  const archived = createArchivedLog(archive, () => sealedIn(reader));
  const read = createReading(pool, archived);
  const place = { epoch: opened.epoch as Epoch, seq: opened.seq as Seq, hash: shortHash(opened.hash) as ChainHash };
  let isOther = false;
  let isDamaged = !opened.agrees;
  let saidDamaged = false;
  const refusal = () => (isDamaged ? DAMAGED : null);
  /** A damaged store is left as it is until somebody mends it: a renewed epoch, or reading anew, would end in the same place. */
  const agrees = (does: boolean) => {
    if (does && isDamaged && !isOther) {
      isOther = true;
      otherLog();
    }
    isDamaged = !does;
    if (does || saidDamaged) return;
    saidDamaged = true;
    trouble('nothing is taken in, and screens are told nothing', new StoreUnavailable(DAMAGED));
  };
  let telling: Promise<void> | undefined;
  /** Resolves once it is known whether this is another log, or one that is damaged. */
  const other = () => {
    if (isOther || isDamaged) return telling ?? Promise.resolve();
    isOther = true;
    return (telling = renewUnlessDamaged()
      .catch((error: unknown) => trouble('the epoch of another log not renewed', error))
      .then(() => {
        if (isOther) otherLog();
      }));
  };
  const lost = () => {
    other().catch((error: unknown) => trouble('nobody told of another log', error));
  };
  async function renewUnlessDamaged(): Promise<void> {
    const [head] = await side.ask<{ agrees: boolean }>({ text: `SELECT ${AGREES} FROM head` });
    if (!head?.agrees) {
      isOther = false;
      return agrees(false);
    }
    // Where it lost its end under the same epoch, a seq would name two facts: everybody is to read it anew.
    const epochs = [randomBytes(8).toString('hex'), place.epoch];
    await side.ask({ text: 'UPDATE head SET epoch = $1 WHERE epoch = $2' }, epochs);
  }
  const teller = createTeller({ place, read, lost });
  const writer = createWriter({ options, words, facts, bell, teller, otherLog: other, refusal });
  const changes = createChanges(readChanges(pool), opened.change, trouble);
  const listener = createBell({
    options,
    pool: side,
    bell,
    told: () => teller.place().seq,
    lost,
    agrees,
    hear({ epoch, seq, change }) {
      if (epoch !== place.epoch) return lost();
      teller.reach(seq).catch((error: unknown) => {
        if (!(error instanceof StoreUnavailable)) trouble('facts of another process not told', error);
      });
      changes.heard(change);
    },
  });

  const upkeep = createUpkeep(pool, trouble);

  const log: FactLogWithRegister = {
    place: teller.place,
    async append(entries) {
      if (entries.some((entry) => entry.facts.length === 0)) throw new RangeError('an entry has no facts');
      if (entries.length === 0) return [];
      return (await writer.ask({ do: 'append', entries: entries.map(storedEntry).map(readEntry) })).outcomes;
    },
    vouch: async (fact, change, fence) => {
      const entries = [storedEntry({ facts: [fact], change, ...(fence && { fence }) })].map(readEntry);
      const { outcomes } = await writer.ask({ do: 'append', entries });
      return outcomes[0]!.is === 'appended';
    },
    find: (key) => readKeyed(pool, archived, key),
    settled: async () => void (await writer.ask({ do: 'settle' })),
    async catchUp() {
      const [ends] = await pool.ask<Ends>(lookAtEnds);
      if (ends?.epoch !== place.epoch) {
        lost();
        throw new StoreUnavailable('the log in the database is another one');
      }
      await teller.reach(ends.seq);
    },
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
    ...reader,
    put: (what) => writer.ask({ do: 'change', change: { do: 'put', ...what } }),
    remove: (what) => writer.ask({ do: 'change', change: { do: 'remove', ...what } }),
    changes,
    log,
    now,
  } satisfies Parameters<typeof createDrawers>[0];

  return {
    log,
    incidents: createIncidentIndex(pool, facts, archived),
    rollups: createRollups(pool, words),
    tracks: createTracks(pool, words),
    tokens: createTokens(register),
    records: createRecords(pool, archived),
    drawers: createDrawers(register),
    changes,
    leases: createLeases(pool, writer),
    letters: createLetters(pool),
    archive: createFactArchive({ ...register, ...createDropping(pool), oldest: () => readOldest(pool) }),
    health() {
      const intake = isOther || isDamaged ? 'down' : writer.intake();
      return {
        kind: 'postgres',
        synchronous: 'on',
        journal: 'WAL',
        version: VERSION,
        intake: intake === 'ok' && !survives ? 'degraded' : intake,
        ...(isDamaged && { doubt: DAMAGED }),
      };
    },
    async backup(file) {
      if (!newCopy) throw new StoreUnavailable('nobody said how a copy is made');
      const dump = await dumpPostgres(options, archive);
      await carry(dump, await newCopy(file));
    },
    verify: (progress = () => {}, anchor) =>
      pool.use((line) => verifyDatabase(line, { archive, progress, anchor: anchor ?? null })),
    async close() {
      await writer.close();
      await listener.close();
      await upkeep.close();
      await pool.close();
      await side.close();
    },
  };
}
