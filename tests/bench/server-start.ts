import { join } from 'node:path';
import { createHub } from '#server/feed/hub.ts';
import { realClock } from '#server/real-clock.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { StoreUnavailable } from '#server/store/store.ts';
import { closed, noted } from '../support/store-facts.ts';
import { serverProcess } from '../support/server-process.ts';
import { buildIfStale, built } from './built.ts';
import { median } from './in-turns.ts';
import { report } from './store/store-rows.ts';

const CITY = join(import.meta.dirname, '../../data/city/xining');
/** A report, notes on it, its closing. */
const FACTS_EACH = 10;
const PER_APPEND = 5000;

/** Seconds from spawning the server, after it was killed, until /readyz says 200, by facts in its log. */
export async function measureServerStart(
  sizes: readonly number[],
  starts = 3,
): Promise<{ facts: number; seconds: number }[]> {
  buildIfStale();
  const server = await serverProcess({ CITY, DEMO: '0' }, built);
  const found: { facts: number; seconds: number }[] = [];
  try {
    let written = 0;
    for (const facts of sizes) {
      await grow(join(server.folder, 'watchfloor.db'), written, facts);
      written = facts;
      const took: number[] = [];
      for (let i = 0; i < starts; i++) {
        const before = performance.now();
        await server.start();
        took.push((performance.now() - before) / 1000);
        await server.kill();
      }
      found.push({ facts, seconds: median(took) });
    }
  } finally {
    await server.kill();
    server.remove();
  }
  return found;
}

/** With a hub beside it, which keeps a snapshot now and then; it ends without a last one, as by kill -9. */
async function grow(file: string, from: number, to: number): Promise<void> {
  const store = await openSqliteStore({ file, hourShift: 0 });
  const trouble = (_: string, error: unknown) => {
    // A snapshot that is under way when the store closes is not kept, as with a kill.
    if (!(error instanceof StoreUnavailable)) throw error;
  };
  const hub = await createHub({ log: store.log, clock: realClock, trouble });
  for (let at = from; at < to; at += PER_APPEND) {
    const facts = Array.from({ length: Math.min(PER_APPEND, to - at) }, (_, i) => factAt(at + i));
    await store.log.append([{ facts }]);
  }
  hub.close();
  await store.close();
}

function factAt(i: number) {
  const incident = Math.floor(i / FACTS_EACH);
  const rev = (i % FACTS_EACH) + 1;
  if (rev === 1) return report(incident);
  return rev === FACTS_EACH ? closed(`incident-${incident}`, rev) : noted(`incident-${incident}`, rev);
}
