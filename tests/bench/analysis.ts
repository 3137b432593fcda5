import Database from 'better-sqlite3';
import { join } from 'node:path';
import { seededRandom } from '#data/kit/random.ts';
import { createAreas } from '#server/city/areas.ts';
import { createAnalysis, type Analysis } from '#server/analysis/analysis.ts';
import type { Selection } from '#server/analysis/counts/selection.ts';
import type { RollupRow, Rollups } from '#server/store/rollups.ts';
import { makePack } from '../support/pack.ts';
import { median } from './in-turns.ts';
import { inFolder } from './store/store-rows.ts';

export type TrendFigures = {
  incidents: number;
  /** Milliseconds until every roll-up is in memory, and its megabytes. */
  loadMs: number;
  loadedMegabytes: number;
  /** Milliseconds of a panel's answer out of memory, of the first answer about a new part of the city, and of a scan. */
  panels: { name: string; liveMs: number; firstMs: number; scanMs: number }[];
};

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-25T06:00:00Z');
const YEARS = 5 * 365 * 24 * HOUR;
const ROUNDS = 40;

const pack = makePack({}, { columns: 40, rows: 30 });
const categories = pack.categories.categories.map(({ id }) => id);

/** G10: the wall's three trends and what an analyst asks out of memory against a scan of the incidents, over five years of growing number. */
export async function measureTrends(sizes: readonly number[] = [100_000, 1_000_000]): Promise<TrendFigures[]> {
  return inFolder(async (folder) => {
    const figures: TrendFigures[] = [];
    for (const incidents of sizes) {
      const db = new Database(join(folder, `${incidents}.db`));
      fill(db, incidents);
      countUp(db);
      const before = process.memoryUsage().arrayBuffers;
      const start = performance.now();
      const analysis = await analysisOf(db);
      figures.push({
        incidents,
        loadMs: performance.now() - start,
        loadedMegabytes: (process.memoryUsage().arrayBuffers - before) / 1e6,
        panels: panels.map((panel) => measure(db, analysis, panel)),
      });
      analysis.stop();
      db.close();
    }
    return figures;
  });
}

type Panel = { name: string; from: number; ask(analysis: Analysis, selection: Selection): unknown };

/** Each with the time from which a scan would have to look. */
const panels: Panel[] = [
  { name: 'week', from: NOW - YEARS, ask: ({ week }, selection) => week(selection) },
  { name: 'months', from: NOW - (2 * YEARS) / 5, ask: ({ months }, selection) => months(selection) },
  { name: 'heat', from: NOW - 12 * 7 * 24 * HOUR, ask: ({ heat }, selection) => heat(selection) },
  {
    name: 'table',
    from: NOW - (3 * YEARS) / 5,
    ask: ({ table, today }, selection) => table(selection, { by: 'area', to: today() }),
  },
  { name: 'weeks', from: NOW - YEARS, ask: ({ weekly, today }, selection) => weekly(selection, today()) },
  { name: 'claim', from: NOW - YEARS, ask: ({ claim, today }, selection) => claim(selection, today()) },
];

function measure(
  db: Database.Database,
  analysis: Analysis,
  { name, from, ask }: Panel,
): TrendFigures['panels'][number] {
  const scan = db.prepare(`SELECT reported_at / ${HOUR}, COUNT(*) FROM incident WHERE reported_at >= ? GROUP BY 1`);
  const timed = (run: () => unknown) => {
    const start = performance.now();
    run();
    return performance.now() - start;
  };
  const rounds = (count: number, run: () => unknown) => median(Array.from({ length: count }, () => timed(run)));
  ask(analysis, {});
  return {
    name,
    liveMs: rounds(ROUNDS, () => ask(analysis, {})),
    firstMs: median(
      pack.areas
        .slice(0, 9)
        .map(({ id }) => timed(() => ask(analysis, { area: id, category: `${categories.at(-1)}` }))),
    ),
    scanMs: rounds(3, () => scan.all(from)),
  };
}

function fill(db: Database.Database, incidents: number): void {
  db.pragma('synchronous = OFF');
  db.exec(`CREATE TABLE incident (reported_at INTEGER, category TEXT, cell TEXT, body TEXT)`);
  const insert = db.prepare('INSERT INTO incident VALUES (?, ?, ?, ?)');
  const random = seededRandom('trends');
  // As long as an incident's row: a scan has to pass over all of it.
  const body = 'x'.repeat(400);
  db.transaction(() => {
    for (let i = 0; i < incidents; i++) {
      const at = NOW - Math.floor(random() * YEARS);
      insert.run(at, categories[i % categories.length], pack.cells[Math.floor(random() * pack.cells.length)]!.id, body);
    }
  })();
}

/** Roll-ups as the store keeps them. */
function countUp(db: Database.Database): void {
  db.exec(`
    CREATE TABLE rollup (hour INTEGER, category TEXT, cell TEXT, count INTEGER, PRIMARY KEY (hour, category, cell)) WITHOUT ROWID;
    INSERT INTO rollup SELECT reported_at / ${HOUR}, category, cell, COUNT(*) FROM incident GROUP BY 1, 2, 3;`);
}

function analysisOf(db: Database.Database): Promise<Analysis> {
  const select = db.prepare<[number, number], Required<RollupRow>>('SELECT * FROM rollup WHERE hour >= ? AND hour < ?');
  const rollups: Rollups = { sum: async ({ fromHour, toHour }) => select.all(fromHour, toHour) };
  const place = { epoch: 'benchbench', seq: 1, hash: '0'.repeat(16) } as never;
  return createAnalysis({
    rollups,
    log: { place: () => place, follow: () => () => {}, read: async () => [] },
    clock: { now: () => NOW, after: () => () => {} },
    pack,
    areas: createAreas(pack),
    hourShift: 0,
    open: () => [],
  });
}
