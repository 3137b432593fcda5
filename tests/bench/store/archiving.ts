import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archiveFacts } from '#server/store/archive/archive-facts.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import type { Store } from '#server/store/store.ts';
import { HOUR, MONDAY, noted, reported } from '../../support/store-facts.ts';
import { percentile } from '../in-turns.ts';

const DAYS = 20;
const INCIDENTS_A_DAY = 1000;
const PER_APPEND = 2000;
const NOTES = 4;

export type ArchiveFigures = {
  /** Facts moved into files a second, with a report every 50 ms beside it. */
  perSecond: number;
  /** Of a fact, in its file. */
  bytesEach: number;
  /** Acknowledgement of those reports, p99, and of the same without. */
  p99Ms: number;
  calmP99Ms: number;
};

/** A year-old city's facts into sealed files. `open`: the store, with the folder of its files. */
export async function measureArchiving(
  open: (folder: string, archive: string) => Promise<Store> = (folder, archive) =>
    openSqliteStore({ file: join(folder, 'watchfloor.db'), hourShift: 0, archive }),
): Promise<ArchiveFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-archiving-'));
  const archive = join(folder, 'archive');
  const store = await open(folder, archive);
  try {
    const facts = Array.from({ length: DAYS * INCIDENTS_A_DAY }, (_, i) => factsOf(i)).flat();
    for (let at = 0; at < facts.length; at += PER_APPEND)
      await store.log.append([{ facts: facts.slice(at, at + PER_APPEND) }]);
    const calm = await reporting(store, 'calm', 3000);
    const fence = (await store.leases.take('retention', 'bench', 600_000))!;
    const begun = performance.now();
    const done = archiveFacts({ store, folder: archive, fence: () => fence }, MONDAY + 400 * 24 * HOUR);
    let isDone = false;
    const meanwhile = reporting(store, 'meanwhile', Infinity, () => isDone);
    await done;
    const seconds = (performance.now() - begun) / 1000;
    isDone = true;
    const took = await meanwhile;
    const sealed = await store.archive.sealed();
    const moved = sealed.reduce((sum, { first, last }) => sum + last - first + 1, 0);
    const bytes = readdirSync(archive).reduce((sum, name) => sum + statSync(join(archive, name)).size, 0);
    return {
      perSecond: moved / seconds,
      bytesEach: bytes / moved,
      p99Ms: percentile(took, 0.99),
      calmP99Ms: percentile(calm, 0.99),
    };
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

function factsOf(i: number) {
  const at = MONDAY + Math.floor(i / INCIDENTS_A_DAY) * 24 * HOUR + (i % INCIDENTS_A_DAY) * 60_000;
  const id = `old-${i}`;
  const notes = Array.from({ length: NOTES }, (_, n) => ({ ...noted(id, n + 2, `note ${n} of ${i}`), at: at + n }));
  return [reported(id, { at, title: `What was reported as number ${i}` }), ...notes];
}

/** Milliseconds of each acknowledgement, one report every 50 ms. */
async function reporting(store: Store, name: string, ms: number, isOver = () => false): Promise<number[]> {
  const took: number[] = [];
  const until = performance.now() + ms;
  for (let i = 0; performance.now() < until && !isOver(); i++) {
    const begun = performance.now();
    await store.log.append([{ facts: [reported(`${name}-${i}`, { at: MONDAY + 500 * 24 * HOUR })] }]);
    took.push(performance.now() - begun);
    await new Promise((next) => setTimeout(next, 50));
  }
  return took;
}
