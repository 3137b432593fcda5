import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { LONG_PAGES, MOST_PAGES, openKeeper } from '#server/store/sqlite/threads/keeper.ts';
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

/** A store without its threads; `commit` tells how many pages the WAL holds after it. */
function bareKeeper() {
  const file = join(temporaryFolder(), 'store.db');
  const keeper = openKeeper({ file, hourShift: 0, synchronous: 'FULL', busyMs: 0, newEpoch: 'e' });
  onTestFinished(() => keeper.close());
  const wal = walOf(file);
  let facts = 0;
  const commit = (count: number) => {
    const takes = [{ facts: Array.from({ length: count }, () => JSON.stringify(long(facts++))) }];
    keeper.commit([{ do: 'append', takes }]);
    return wal().log;
  };
  return { file, keeper, commit };
}

test('the WAL stays within its bound where nobody copies beside the commits', () => {
  const { commit } = bareKeeper();
  const held = Array.from({ length: 20 }, () => commit(20));
  expect(Math.max(...held)).toBeGreaterThan(MOST_PAGES * 0.9);
  expect(Math.max(...held)).toBeLessThan(MOST_PAGES * 1.1);
  expect(held.at(-1)).toBeLessThan(MOST_PAGES / 2);
});

test('a long WAL begins anew after a copying, though there was a commit meanwhile', () => {
  const { file, keeper, commit } = bareKeeper();
  while (commit(20) < LONG_PAGES);
  keeper.copyRest();
  expect(commit(1), 'too much is left to be copied between two commits').toBeGreaterThan(LONG_PAGES);
  // Who reads keeps the copying from what is committed afterwards.
  const [reader, copier] = [new Database(file), new Database(file)];
  reader.exec('BEGIN; SELECT 1 FROM fact');
  commit(1);
  copier.pragma('wal_checkpoint(PASSIVE)');
  reader.close();
  copier.close();
  expect(commit(1)).toBeGreaterThan(LONG_PAGES);
  keeper.copyRest();
  expect(commit(1)).toBeLessThan(LONG_PAGES / 10);
});
