import { closeSync, fdatasyncSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import type { Entry, Store } from '#server/store/store.ts';
import { imported } from '../../support/store-facts.ts';
import { bareFile, bareInsert, inFolder, median, pastCase, percentile, report, rowsOf } from './store-rows.ts';

export const BATCH = 100;
/** Where the numbers of reports begin that are sent one batch at a time. */
export const APART = 1_000_000;
/** Batches on their way at once, as many connections make them. */
export const IN_FLIGHT = 4;

export type Rate = { perSecond: number; p99Ms: number };
export type IntakeFigures = {
  store: Rate;
  /** better-sqlite3 with synchronous=FULL on the same schema, rows made beforehand, on the calling thread. */
  bare: Rate;
  /** One write and one fdatasync for each batch of JSON lines. */
  syncedAppend: Rate;
  /** Bare better-sqlite3 where as many batches wait for each other as at the store: one commits, the others share the next. */
  queued: Rate;
  /** The store with one batch at a time: nobody waits for another's commit. */
  alone: Rate;
  /** Store over bare better-sqlite3: facts per second. */
  ratio: number;
  /** Ack p99 of the store over the transaction p99 of bare better-sqlite3. */
  p99Ratio: number;
};

/** G8: durable intake in batches of 100, all in turns within one run; a round before does not count, in which code is compiled. */
export async function measureIntake({ rounds = 4, batches = 150 } = {}): Promise<IntakeFigures> {
  return inFolder(async (folder) => {
    const runs = {
      store: [] as Rate[],
      alone: [] as Rate[],
      bare: [] as Rate[],
      queued: [] as Rate[],
      syncedAppend: [] as Rate[],
    };
    const store = await openSqliteStore({ file: join(folder, 'store.db'), hourShift: 0 });
    const db = bareFile(join(folder, 'bare.db'));
    const insert = bareInsert(db, ['fact', 'key', 'incident', 'count']);
    const fd = openSync(join(folder, 'plain.jsonl'), 'w');
    for (let round = 0; round <= rounds; round++) {
      if (round === 1) for (const run of Object.values(runs)) run.length = 0;
      const first = 1 + round * batches * BATCH;
      const starts = Array.from({ length: batches }, (_, b) => first + b * BATCH);
      const made = starts.map((start) => rowsOf(db, start, BATCH));
      const queued = starts.map((start) => rowsOf(db, APART + start, BATCH));
      const entries = starts.map((start) => Array.from({ length: BATCH }, (_, j) => reportEntry(start + j)));
      const more = starts.map((start) => Array.from({ length: BATCH }, (_, j) => reportEntry(APART + start + j)));
      const lines = entries.map((batch) => batch.map(({ facts }) => `${JSON.stringify(facts[0])}\n`).join(''));
      runs.store.push(await inFlight(store, entries, IN_FLIGHT));
      runs.alone.push(await inFlight(store, more, 1));
      runs.bare.push(oneByOne(made, insert));
      runs.queued.push(inQueue(queued, insert, IN_FLIGHT));
      runs.syncedAppend.push(oneByOne(lines, (text) => (writeSync(fd, text), fdatasyncSync(fd))));
    }
    await store.close();
    db.close();
    closeSync(fd);
    const [own, bare, syncedAppend] = [middle(runs.store), middle(runs.bare), middle(runs.syncedAppend)];
    const [alone, queued] = [middle(runs.alone), middle(runs.queued)];
    return {
      store: own,
      alone,
      bare,
      queued,
      syncedAppend,
      ratio: own.perSecond / bare.perSecond,
      p99Ratio: own.p99Ms / bare.p99Ms,
    };
  });
}

/** One report at a time, each acknowledged before the next is sent. */
export async function measureSingles({ appends = 2000 } = {}): Promise<{ store: Rate; bare: Rate }> {
  return inFolder(async (folder) => {
    const store = await openSqliteStore({ file: join(folder, 'store.db'), hourShift: 0 });
    const waits: number[] = [];
    const start = performance.now();
    for (let i = 1; i <= appends; i++) waits.push(await timed(() => store.log.append([reportEntry(i)])));
    const own = rate(appends, performance.now() - start, waits);
    await store.close();
    const db = bareFile(join(folder, 'bare.db'));
    const rows = rowsOf(db, 1, appends).map((row) => [row]);
    const bare = oneByOne(rows, bareInsert(db, ['fact', 'key', 'incident', 'count']), 1);
    db.close();
    return { store: own, bare };
  });
}

/** How fast history comes in, 1,000 past cases a fact, five facts an append. */
export async function measureImport({ incidents = 200_000 } = {}): Promise<{
  incidentsPerSecond: number;
  bytesPerIncident: number;
}> {
  return inFolder(async (folder) => {
    const file = join(folder, 'store.db');
    const store = await openSqliteStore({ file, hourShift: 0 });
    const facts = Array.from({ length: incidents / 1000 }, (_, f) =>
      imported(...Array.from({ length: 1000 }, (_, i) => pastCase(f * 1000 + i, incidents))),
    );
    const start = performance.now();
    for (let i = 0; i < facts.length; i += 5) await store.log.append([{ facts: facts.slice(i, i + 5) }]);
    const ms = performance.now() - start;
    await store.close();
    return { incidentsPerSecond: (incidents / ms) * 1000, bytesPerIncident: statSync(file).size / incidents };
  });
}

export function reportEntry(i: number): Entry {
  return { facts: [report(i)], key: `report:hotline:call-${i}` };
}

export async function inFlight(store: Store, batches: readonly Entry[][], lanes: number): Promise<Rate> {
  const waits: number[] = [];
  const queue = [...batches];
  const lane = async () => {
    for (let batch = queue.shift(); batch; batch = queue.shift()) {
      const entries = batch;
      waits.push(await timed(() => store.log.append(entries)));
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: lanes }, lane));
  return rate(batches.length * BATCH, performance.now() - start, waits);
}

function oneByOne<T>(batches: readonly T[], write: (batch: T) => void, size = BATCH): Rate {
  const waits: number[] = [];
  const start = performance.now();
  for (const batch of batches) {
    const before = performance.now();
    write(batch);
    waits.push(performance.now() - before);
  }
  return rate(batches.length * size, performance.now() - start, waits);
}

/** What lanes that send anew at once come to: one batch is committed while the others wait, and these share the next commit. */
function inQueue<T>(batches: readonly T[][], write: (batch: T[]) => void, lanes: number): Rate {
  const waits: number[] = [];
  const start = performance.now();
  let before = 0;
  for (let i = 0, size = 1; i < batches.length; i += size, size = lanes - size) {
    const group = batches.slice(i, i + size);
    const begun = performance.now();
    write(group.flatMap((batch) => batch));
    const took = performance.now() - begun;
    waits.push(...group.map(() => before + took));
    before = took;
  }
  return rate(batches.length * BATCH, performance.now() - start, waits);
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

export const rate = (count: number, ms: number, waits: readonly number[]): Rate => ({
  perSecond: (count / ms) * 1000,
  p99Ms: percentile(waits, 0.99),
});
export const middle = (rates: readonly Rate[]): Rate => ({
  perSecond: median(rates.map((r) => r.perSecond)),
  p99Ms: median(rates.map((r) => r.p99Ms)),
});
