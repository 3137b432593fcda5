import { randomBytes } from 'node:crypto';
import type { Store, StoreHealth } from '../store.ts';
import { createArchivedLog } from '../archive/archived-log.ts';
import { createFactArchive, sealedIn } from '../archive/fact-archive.ts';
import { recordsThrough } from '../archive/read-through.ts';
import { createChanges } from '../followed-changes.ts';
import { createDrawers, createTokens } from '../register.ts';
import type { Synchronous } from './connection.ts';
import { createFactLog } from './fact-log.ts';
import { createIncidentIndex } from './incident-index.ts';
import type { Opened, ReaderCalls, SearcherCalls, WriterCalls } from './threads/messages.ts';
import type { FileOptions } from './opening/open-file.ts';
import { createLeases } from './leases.ts';
import { rollupRows } from '../rows/rollup-sums.ts';
import { aside } from './threads/aside.ts';
import { archiveBeside } from './archive-of.ts';
import { startThread, startWhenAsked } from './threads/thread.ts';
import { loosen, tighten } from '../rows/track-packing.ts';

export type SqliteOptions = {
  file: string;
  /** Milliseconds that the city's hours are shifted against whole hours of UTC; 0 for most cities. */
  hourShift: number;
  /** Milliseconds that a commit waits for another program's lock on the file. */
  busyMs?: number;
  /** The file never grows beyond this; appends are refused until something was deleted. */
  maxBytes?: number;
  /** Folder of the archive files; left out: `archive` beside the file. */
  archive?: string;
  /** The time that stands on what the store itself puts on record, ms. */
  now?: () => number;
  /** Told what has failed of what nobody waits for; left out: the process warns of it. */
  trouble?: (what: string, error: unknown) => void;
};

const warn = (what: string, error: unknown) => process.emitWarning(`${what}: ${String(error)}`);

/** A commit that takes longer than this is not as it should be. */
const SLOW_MS = 1000;

/** Written out, because the build looks for them (server/thread-scripts.ts). */
const reading = new URL('./threads/reader.ts', import.meta.url);
const writing = new URL('./threads/writer.ts', import.meta.url);
const searching = new URL('./threads/searcher.ts', import.meta.url);

/**
 * The store on one SQLite file: a thread that writes, one that looks up, one that searches, and one for each long job.
 * Anything but FULL loses what was acknowledged when the power goes; health() then never says "ok".
 */
export async function startSqliteStore(options: SqliteOptions, synchronous: Synchronous): Promise<Store> {
  const { file, hourShift, busyMs = 1000, maxBytes, now = Date.now, trouble = warn } = options;
  const archive = options.archive ?? archiveBeside(file);
  let intake: StoreHealth['intake'] = 'ok';
  const data: FileOptions = {
    file,
    hourShift,
    synchronous,
    busyMs,
    maxBytes,
    newEpoch: randomBytes(8).toString('hex'),
  };
  const starting = startThread<ReaderCalls>({
    script: reading,
    name: 'store reader',
    data: file,
    hear: (message) => changes?.heard(message['change'] as number),
  });
  const writer = await startThread<WriterCalls>({
    script: writing,
    name: 'store writer',
    data,
    hear: (message) => (intake = message['intake'] as StoreHealth['intake']),
    died: () => (intake = 'down'),
  }).catch(async (error: unknown) => {
    await (await starting).close();
    throw error;
  });
  const reader = await starting;
  const searcher = startWhenAsked<SearcherCalls>({ script: searching, name: 'store searcher', data: file });
  const opened = writer.opened as Opened;
  const changes = createChanges((n) => reader.ask('changes', n), opened.change, trouble);
  const archived = createArchivedLog(archive, () => sealedIn(register));
  const log = createFactLog({ writer, reader, opened, archived });
  const register: Parameters<typeof createDrawers>[0] = {
    put: (what) => writer.ask('putIntoDrawer', what),
    remove: (place) => writer.ask('removeFromDrawer', place),
    inDrawer: (place) => reader.ask('inDrawer', place),
    drawer: (drawer) => reader.ask('drawer', drawer),
    token: (sha256) => reader.ask('token', sha256),
    tokens: () => reader.ask('tokens', null),
    tokensNamed: (name) => reader.ask('tokensNamed', name),
    changes,
    log,
    now,
  };
  const isWeak = () => opened.health.synchronous !== 'FULL' || writer.waitingMs() > SLOW_MS;

  return {
    log,
    incidents: createIncidentIndex(reader, searcher, archived),
    rollups: {
      sum: async (query) => rollupRows(query.by, await reader.ask('rollups', query)),
    },
    tracks: {
      keep: (fixes, fence) => writer.ask('keepTracks', { fixes: loosen(fixes), fence }),
      read: async (from, to) => tighten(await searcher.ask('tracks', { from, to })),
      latest: async () => tighten(await reader.ask('latest', null)),
      async deleteBefore(at, fence) {
        for (let deleted = 0; ;) {
          const step = await writer.ask('deleteTracks', { at, fence });
          if (step === null) return null;
          deleted += step.deleted;
          if (step.isAll) return deleted;
        }
      },
    },
    tokens: createTokens(register),
    records: { about: recordsThrough((asked) => reader.ask('records', asked), archived) },
    drawers: createDrawers(register),
    changes,
    leases: createLeases({ writer, reader, now }),
    letters: {
      keep: (letters, room) => writer.ask('keepLetters', { letters, room }),
      list: (filter, page) => reader.ask('letters', { ...filter, ...page }),
      counts: () => reader.ask('letterCounts', null),
      get: (id) => reader.ask('letter', id),
      remove: (id) => writer.ask('removeLetter', id),
      deleteBefore: (at, fence) => writer.ask('deleteLetters', { at, fence }),
    },
    archive: createFactArchive({
      ...register,
      oldest: () => reader.ask('oldest', null),
      kept: (after, limit) => reader.ask('kept', { after, limit }),
      // Wherever a file is cut, the rest is whole; of the newest fact the log goes on.
      reach: async (upto) => Math.min(upto, log.place().seq - 1),
      async drop(upto, fence) {
        for (;;) {
          const step = await writer.ask('dropFacts', { upto, fence });
          if (step === null) return false;
          if (step.isAll) return true;
        }
      },
    }),
    health: () => ({ ...opened.health, intake: intake === 'ok' && isWeak() ? 'degraded' : intake }),
    backup: async (to) => void (await aside({ file, archive }, (thread) => thread.ask('backup', to))),
    verify: (progress, anchor) => aside({ file, archive }, (thread) => thread.ask('verify', anchor ?? null), progress),
    async close() {
      await searcher.close();
      await reader.close();
      await writer.close();
    },
  };
}
