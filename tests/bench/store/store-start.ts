import { statSync } from 'node:fs';
import { join } from 'node:path';
import { emptyBoard, type Board } from '#data/contract/board.ts';
import { foldBoard } from '#data/fold/fold.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { noted } from '../../support/store-facts.ts';
import { inFolder, median, report } from './store-rows.ts';

export type StartFigures = { facts: number; megabytes: number; openMs: number; snapshotMs: number };

/** How long a start takes before the first append, by the number of facts in the log. */
export async function measureStart(sizes: readonly number[] = [10_000, 100_000, 1_000_000]): Promise<StartFigures[]> {
  return inFolder(async (folder) => {
    const figures: StartFigures[] = [];
    const file = join(folder, 'store.db');
    let written = 0;
    for (const facts of sizes) {
      written = await growTo(file, written, facts);
      const opens: number[] = [];
      const snapshots: number[] = [];
      for (let i = 0; i < 5; i++) {
        const start = performance.now();
        const store = await openSqliteStore({ file, hourShift: 0 });
        opens.push(performance.now() - start);
        await store.log.lastSnapshot();
        snapshots.push(performance.now() - start - opens.at(-1)!);
        await store.close();
      }
      figures.push({
        facts,
        megabytes: statSync(file).size / 1e6,
        openMs: median(opens),
        snapshotMs: median(snapshots),
      });
    }
    return figures;
  });
}

/** One report to nine notes on it; a board of a thousand open incidents is kept at the end. */
async function growTo(file: string, from: number, to: number): Promise<number> {
  const store = await openSqliteStore({ file, hourShift: 0 });
  for (let i = from; i < to; i += 1000) {
    const facts = Array.from({ length: 1000 }, (_, j) => {
      const incident = Math.floor((i + j) / 10);
      const rev = ((i + j) % 10) + 1;
      return rev === 1 ? report(incident) : noted(`incident-${incident}`, rev);
    });
    await store.log.append([{ facts }]);
  }
  const newest = (await store.log.read((to - 10_000) as never, 10_000)).map(({ fact }) => fact);
  const board: Board = foldBoard(emptyBoard, newest);
  await store.log.keepSnapshot(store.log.place().seq, board);
  await store.close();
  return to;
}
