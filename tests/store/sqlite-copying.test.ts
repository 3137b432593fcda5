import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { MOST_PAGES, openKeeper } from '#server/store/sqlite/threads/keeper.ts';
import { apart, reported } from '../support/store-facts.ts';
import { temporaryFolder } from '../support/store-file.ts';

/** What the WAL holds, and how much of it is in the file, in pages, from outside. */
function walOf(file: string): () => { log: number; checkpointed: number } {
  const db = new Database(file);
  onTestFinished(() => void db.close());
  db.pragma('user_version');
  return () => db.prepare<[], { log: number; checkpointed: number }>('PRAGMA wal_checkpoint(NOOP)').get()!;
}

/** More than a thousand pages, which are worth a copying. */
const long = (i: number) => reported(`long-${i}`, { description: 'x'.repeat(100_000) });

test('the WAL is copied into the file beside the commits, long before a commit has to', async () => {
  const file = join(temporaryFolder(), 'store.db');
  const store = await openSqliteStore({ file, hourShift: 0 });
  onTestFinished(() => store.close());
  const wal = walOf(file);
  for (let i = 0; i < 50; i++) await store.log.append(apart(long(i)));
  await vi.waitFor(() => expect(wal().checkpointed).toBeGreaterThan(900), 20_000);
  expect(wal().log).toBeLessThan(MOST_PAGES);
  expect(await store.verify()).toMatchObject({ ok: true });
});

test('the WAL stays within its bound where nobody copies beside the commits', () => {
  const file = join(temporaryFolder(), 'store.db');
  const keeper = openKeeper({ file, hourShift: 0, synchronous: 'FULL', busyMs: 0, newEpoch: 'e' });
  onTestFinished(() => keeper.close());
  const wal = walOf(file);
  const commit = (i: number) => {
    const facts = Array.from({ length: 20 }, (_, j) => long(i * 20 + j));
    keeper.commit([{ do: 'append', takes: [{ facts: facts.map((fact) => JSON.stringify(fact)) }] }]);
    return wal().log;
  };
  const held = Array.from({ length: 20 }, (_, i) => commit(i));
  expect(Math.max(...held)).toBeGreaterThan(MOST_PAGES * 0.9);
  expect(Math.max(...held)).toBeLessThan(MOST_PAGES * 1.1);
  expect(held.at(-1)).toBeLessThan(MOST_PAGES / 2);
});
