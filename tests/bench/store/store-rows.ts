import Database from 'better-sqlite3';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { NewFact } from '#data/contract/fact.ts';
import { originOf, type PastIncident } from '#data/contract/incident.ts';
import { foldIncident } from '#data/fold/fold-incident.ts';
import { seededRandom } from '#data/kit/random.ts';
import { link } from '#server/store/rows/chain.ts';
import { columnNames, columnsOf } from '#server/store/rows/incident-columns.ts';
import { openForWriting } from '#server/store/sqlite/connection.ts';
import { hourOf } from '#server/store/rows/counted.ts';
import { migrate } from '#server/store/sqlite/opening/schema.ts';
import { openWords } from '#server/store/sqlite/words.ts';
import { HOUR, MONDAY, past, reported } from '../../support/store-facts.ts';

/** Runs in a folder of its own beside the product's data: a temporary folder may be kept in memory. */
export async function inFolder<T>(work: (folder: string) => Promise<T> | T): Promise<T> {
  const data = join(import.meta.dirname, '..', '..', 'var');
  mkdirSync(data, { recursive: true });
  const folder = mkdtempSync(join(data, 'bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The i-th report of a busy city: 24 categories, 1,200 cells, one a second. */
export function report(i: number): NewFact {
  return reported(`incident-${i}`, {
    at: MONDAY + i * 1000,
    category: `group-${i % 6}/kind-${i % 24}`,
    cell: `cell-${(i * 7919) % 1200}` as never,
    location: [101.7 + (i % 1000) / 1e4, 36.6],
    title: `Water comes through the ceiling of flat ${i}`,
    source: 'hotline' as never,
    sourceRef: `call-${i}`,
  });
}

const YEARS = 5 * 365 * 24 * HOUR;

/** Past case i of `of`, spread over five years, with the ups and downs of places and kinds. */
export function pastCase(i: number, of: number, random = seededRandom(`case ${i}`)): PastIncident {
  return past(`case-${i}`, {
    category: `group-${i % 6}/kind-${Math.floor(random() ** 2 * 24)}`,
    cell: `cell-${Math.floor(random() ** 2 * 1200)}` as never,
    reportedAt: Math.floor(MONDAY - YEARS + (YEARS * i) / of),
    areas: ['north', 'harbour', 'old-quay'] as never,
  });
}

/** An empty store file on the store's own schema, without the store. */
export function bareFile(file: string): Database.Database {
  const fresh = new Database(file);
  migrate(fresh);
  fresh.close();
  return openForWriting(file, { synchronous: 'FULL', busyMs: 0 });
}

/** What a report comes to in the tables, made beforehand. */
export function rowsOf(db: Database.Database, from: number, count: number) {
  const words = openWords(db);
  let hash: Uint8Array = new Uint8Array(32);
  return Array.from({ length: count }, (_, j) => {
    const fact = report(from + j);
    const seq = from + j;
    const body = JSON.stringify(fact);
    hash = link(hash, body);
    const row = foldIncident(undefined, { ...fact, seq: seq as never })!;
    return {
      fact: [seq, fact.at, fact.kind, body, hash],
      key: [`report:hotline:call-${seq}`, seq],
      incident: [seq, seq, ...columnsOf(row, words)],
      count: [hourOf(row.reportedAt, 0), words(row.category), words(row.cell ?? ''), words(originOf(row)), 1],
    };
  });
}
export type Rows = ReturnType<typeof rowsOf>;

/** Plain prepared statements for such rows; `with` names the tables that are written. */
export function bareInsert(db: Database.Database, tables: readonly (keyof Rows[number])[]): (rows: Rows) => void {
  const marks = (n: number) => Array.from({ length: n }, () => '?').join(', ');
  const incident = ['n', 'first', ...columnNames.split(', ')];
  const sql: Record<keyof Rows[number], string> = {
    fact: `INSERT INTO fact VALUES (${marks(5)})`,
    key: `INSERT INTO entry_key VALUES (${marks(2)})`,
    incident: `INSERT INTO incident (${incident.join(', ')}) VALUES (${marks(incident.length)})`,
    count: `INSERT INTO rollup VALUES (${marks(5)}) ON CONFLICT DO UPDATE SET count = count + excluded.count`,
  };
  const statements = tables.map((table) => [table, db.prepare(sql[table])] as const);
  return db.transaction((rows: Rows) => {
    for (const row of rows) for (const [table, statement] of statements) statement.run(...row[table]);
  }).immediate;
}

export function percentile(values: readonly number[], p: number): number {
  return [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * p))]!;
}

export const median = (values: readonly number[]) => percentile(values, 0.5);
