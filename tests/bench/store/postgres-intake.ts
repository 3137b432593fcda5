import { Client } from 'pg';
import { openPostgresStore } from '#server/store/postgres/open.ts';
import { addCounts, putFacts, putIncidents, putKeys, transposed } from '#server/store/postgres/write/statements.ts';
import { ask, makeDatabase } from '../../support/postgres/database.ts';
import { imported } from '../../support/store-facts.ts';
import { APART, BATCH, IN_FLIGHT, inFlight, middle, rate, reportEntry, timed, type Rate } from './store-intake.ts';
import { bareFile, inFolder, pastCase, rowsOf, type Rows } from './store-rows.ts';

export type PostgresFigures = {
  store: Rate;
  /** One batch at a time: nobody waits for another's commit. */
  alone: Rate;
  /** `pg` with the same rows made beforehand, each batch one transaction of as many statements as tables. */
  bare: Rate;
  ratio: number;
  p99Ratio: number;
};

/** G8 on PostgreSQL: durable intake in batches of 100, all in turns within one run; the round before does not count. */
export async function measurePostgresIntake({ rounds = 4, batches = 100 } = {}): Promise<PostgresFigures> {
  const { url, remove } = await makeDatabase();
  try {
    await ask(url, 'CREATE SCHEMA own');
    await ask(url, 'CREATE SCHEMA bare');
    const open = (schema: string) =>
      openPostgresStore({ url: `${url}?schema=${schema}`, node: 'bench', hourShift: 0, secret: 'bench' });
    const store = await open('own');
    await (await open('bare')).close();
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query('SET search_path = bare; SET synchronous_commit = on');
    const runs = { store: [] as Rate[], alone: [] as Rate[], bare: [] as Rate[] };
    const month = await thisMonth(client);
    await inFolder(async (folder) => {
      const words = bareFile(`${folder}/words.db`);
      for (let round = 0; round <= rounds; round++) {
        if (round === 1) for (const run of Object.values(runs)) run.length = 0;
        const starts = Array.from({ length: batches }, (_, b) => 1 + (round * batches + b) * BATCH);
        const made = starts.map((start) => rowsOf(words, start, BATCH));
        const entries = starts.map((start) => Array.from({ length: BATCH }, (_, j) => reportEntry(start + j)));
        const more = starts.map((start) => Array.from({ length: BATCH }, (_, j) => reportEntry(APART + start + j)));
        runs.store.push(await inFlight(store, entries, IN_FLIGHT));
        runs.bare.push(await bareBatches(client, made, month));
        runs.alone.push(await inFlight(store, more, 1));
      }
      words.close();
    });
    await client.end();
    await store.close();
    const [own, bare, alone] = [middle(runs.store), middle(runs.bare), middle(runs.alone)];
    return {
      store: own,
      alone,
      bare,
      ratio: own.perSecond / bare.perSecond,
      p99Ratio: own.p99Ms / bare.p99Ms,
    };
  } finally {
    await remove();
  }
}

/** How fast history comes in, 1,000 past cases a fact, five facts an append; and what it takes on the disk. */
export async function measurePostgresImport({ incidents = 100_000 } = {}): Promise<{
  incidentsPerSecond: number;
  bytesPerIncident: number;
}> {
  const { url, remove } = await makeDatabase();
  try {
    const store = await openPostgresStore({ url, node: 'bench', hourShift: 0, secret: 'bench' });
    const facts = Array.from({ length: incidents / 1000 }, (_, f) =>
      imported(...Array.from({ length: 1000 }, (_, i) => pastCase(f * 1000 + i, incidents))),
    );
    const start = performance.now();
    for (let i = 0; i < facts.length; i += 5) await store.log.append([{ facts: facts.slice(i, i + 5) }]);
    const ms = performance.now() - start;
    await store.close();
    const [size] = await ask<{ size: string }>(url, 'SELECT pg_database_size(current_database()) AS size');
    return { incidentsPerSecond: (incidents / ms) * 1000, bytesPerIncident: Number(size!.size) / incidents };
  } finally {
    await remove();
  }
}

async function thisMonth(client: Client): Promise<number> {
  const { rows } = await client.query<{ part: string }>(
    "SELECT inhrelid::regclass::text AS part FROM pg_inherits WHERE inhparent = 'fact'::regclass ORDER BY 1 LIMIT 1",
  );
  return Number(/\d+$/.exec(rows[0]!.part)![0]);
}

async function bareBatches(client: Client, batches: readonly Rows[], month: number): Promise<Rate> {
  const waits: number[] = [];
  const start = performance.now();
  for (const batch of batches) waits.push(await timed(() => bareBatch(client, batch, month)));
  return rate(batches.length * BATCH, performance.now() - start, waits);
}

async function bareBatch(client: Client, rows: Rows, month: number): Promise<void> {
  const put = (query: { name: string; text: string }, all: readonly (readonly unknown[])[]) =>
    client.query({ ...query, values: transposed(all, all[0]!.length) });
  await client.query('BEGIN');
  await put(
    putFacts,
    rows.map(({ fact: [seq, ...rest] }) => [seq, month, ...rest]),
  );
  await put(
    putKeys,
    rows.map(({ key }) => key),
  );
  await put(
    putIncidents,
    rows.map(({ incident: [n, first, ...columns] }) => [n, first, null, null, ...columns]),
  );
  await put(addCounts, summed(rows));
  await client.query('COMMIT');
}

/** One row of the batch for each that is counted up: PostgreSQL takes a row but once in a statement. */
function summed(rows: Rows): number[][] {
  const sums = new Map<string, number[]>();
  for (const { count } of rows) {
    const key = count.slice(0, 4).join();
    const before = sums.get(key);
    if (before) before[4]! += 1;
    else sums.set(key, [...count]);
  }
  return [...sums.values()];
}
