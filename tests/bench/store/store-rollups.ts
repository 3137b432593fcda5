import Database from 'better-sqlite3';
import { join } from 'node:path';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import type { Store } from '#server/store/store.ts';
import { HOUR, imported, MONDAY } from '../../support/store-facts.ts';
import { bareFile, bareInsert, inFolder, median, pastCase, rowsOf } from './store-rows.ts';

export type RollupFigures = {
  incidents: number;
  /** Median milliseconds of the question by roll-up and by a scan of the incidents, and scan over roll-up. */
  questions: { name: string; rollupMs: number; scanMs: number; ratio: number }[];
};

const thisHour = MONDAY / HOUR;
const WEEK = 7 * 24;
const YEAR = 365 * 24;

/** What the trend panels ask. */
const questions: {
  name: string;
  fromHour: number;
  toHour: number;
  by: ('hour' | 'category' | 'cell')[];
  category?: string;
}[] = [
  { name: 'this week by hour', fromHour: thisHour - WEEK, toHour: thisHour, by: ['hour'] },
  {
    name: 'eight weeks by hour, one group',
    fromHour: thisHour - 8 * WEEK,
    toHour: thisHour,
    by: ['hour'],
    category: 'group-1',
  },
  { name: 'four weeks by cell', fromHour: thisHour - 4 * WEEK, toHour: thisHour, by: ['cell'] },
  { name: 'two years by hour', fromHour: thisHour - 2 * YEAR, toHour: thisHour, by: ['hour'] },
];

/** G10: the roll-up against the scan, over five years of incidents of growing number. */
export async function measureRollups(
  sizes: readonly number[] = [10_000, 100_000, 1_000_000],
): Promise<RollupFigures[]> {
  return inFolder(async (folder) => {
    const figures: RollupFigures[] = [];
    for (const incidents of sizes) {
      const file = join(folder, `${incidents}.db`);
      const store = await openSqliteStore({ file, hourShift: 0 });
      await load(store, incidents);
      const db = new Database(file, { readonly: true });
      const answers: RollupFigures['questions'] = [];
      for (const question of questions) answers.push(await compare(store, db, question));
      figures.push({ incidents, questions: answers });
      db.close();
      await store.close();
    }
    return figures;
  });
}

async function compare(store: Store, db: Database.Database, { name, ...query }: (typeof questions)[number]) {
  const { fromHour, toHour, by, category } = query;
  const columns = by.map((column) => (column === 'hour' ? `reported_at / ${HOUR}` : column)).join(', ');
  const only = category === undefined ? '' : `AND category IN (SELECT n FROM word WHERE word LIKE '${category}/%')`;
  // NOT INDEXED: a scan, as of a table that has only its rows.
  const scan = db.prepare(
    `SELECT ${columns}, COUNT(*) FROM incident NOT INDEXED WHERE reported_at >= ? AND reported_at < ? ${only} GROUP BY ${columns}`,
  );
  const times = { rollup: [] as number[], scan: [] as number[] };
  for (let i = 0; i < 5; i++) {
    const start = performance.now();
    await store.rollups.sum(query);
    const between = performance.now();
    scan.all(fromHour * HOUR, toHour * HOUR);
    times.rollup.push(between - start);
    times.scan.push(performance.now() - between);
  }
  const [rollupMs, scanMs] = [median(times.rollup), median(times.scan)];
  return { name, rollupMs, scanMs, ratio: scanMs / rollupMs };
}

async function load(store: Store, incidents: number): Promise<void> {
  for (let i = 0; i < incidents; i += 1000) {
    await store.log.append([
      { facts: [imported(...Array.from({ length: 1000 }, (_, j) => pastCase(i + j, incidents)))] },
    ]);
  }
}

/** G11: an indexed insert of incidents in batches of 100 with its roll-ups, over the same without. */
export async function measureRollupUpkeep({ rounds = 4, batches = 100 } = {}): Promise<{
  withMs: number;
  withoutMs: number;
  ratio: number;
}> {
  return inFolder((folder) => {
    const files = { with: bareFile(join(folder, 'with.db')), without: bareFile(join(folder, 'without.db')) };
    const insert = {
      with: bareInsert(files.with, ['incident', 'count']),
      without: bareInsert(files.without, ['incident']),
    };
    const times = { with: [] as number[], without: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      for (const side of ['with', 'without'] as const) {
        const made = Array.from({ length: batches }, (_, b) =>
          rowsOf(files[side], 1 + (round * batches + b) * 100, 100),
        );
        const start = performance.now();
        for (const rows of made) insert[side](rows);
        times[side].push(performance.now() - start);
      }
    }
    files.with.close();
    files.without.close();
    const [withMs, withoutMs] = [median(times.with), median(times.without)];
    return { withMs, withoutMs, ratio: withMs / withoutMs };
  });
}
