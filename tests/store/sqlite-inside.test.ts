import Database from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { emptyBoard } from '#data/contract/board.ts';
import type { Seq } from '#data/contract/ids.ts';
import { migrate, VERSION } from '#server/store/sqlite/schema.ts';
import { startThread } from '#server/store/sqlite/thread.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { StoreUnavailable } from '#server/store/store.ts';
import { apart, HOUR, MONDAY, registered, reported } from '../support/store-facts.ts';
import { temporaryFolder } from '../support/store-file.ts';

describe('a migration', () => {
  const version = (db: Database.Database) => db.pragma('user_version', { simple: true });

  test('takes an older store forward by the steps that it lacks', () => {
    const db = new Database(':memory:');
    migrate(db);
    expect(version(db)).toBe(VERSION);
    const ran: number[] = [];
    migrate(db, [() => ran.push(1), () => ran.push(2), () => ran.push(3)]);
    expect(ran).toEqual([2, 3]);
    expect(version(db)).toBe(3);
  });

  test('that fails half way leaves everything as it was', () => {
    const db = new Database(':memory:');
    migrate(db);
    const failing = () => {
      throw new Error('no room');
    };
    expect(() => migrate(db, [() => {}, () => void db.exec('CREATE TABLE half (n)'), failing])).toThrow('no room');
    expect(version(db)).toBe(1);
    expect(db.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").get()).toBeUndefined();
  });
});

describe('a snapshot', () => {
  test('that is damaged gives way to the one before', async () => {
    const file = join(temporaryFolder(), 'store.db');
    const store = await openSqliteStore({ file, hourShift: 0 });
    onTestFinished(() => store.close());
    await store.log.append(apart(registered('u'), registered('v')));
    await store.log.keepSnapshot(1 as Seq, emptyBoard);
    await store.log.keepSnapshot(2 as Seq, emptyBoard);
    const other = new Database(file);
    other.exec('UPDATE snapshot SET body = randomblob(50) WHERE seq = 2');
    other.close();
    expect(await store.log.lastSnapshot()).toEqual({ seq: 1, board: emptyBoard });
  });
});

test('a store whose city shifts its hours otherwise is counted anew', async () => {
  const file = join(temporaryFolder(), 'store.db');
  const hours = async (hourShift: number) => {
    const store = await openSqliteStore({ file, hourShift });
    await store.log.append([{ facts: [reported('a', { reportedAt: MONDAY + HOUR / 2 })], key: 'a' }]);
    const rows = await store.rollups.sum({ fromHour: 0, toHour: 1e6, by: ['hour'] });
    expect(await store.verify()).toMatchObject({ ok: true });
    await store.close();
    return rows;
  };
  expect(await hours(0)).toEqual([{ hour: MONDAY / HOUR, count: 1 }]);
  expect(await hours(HOUR / 2)).toEqual([{ hour: MONDAY / HOUR + 1, count: 1 }]);
});

describe('a thread of the store', () => {
  const start = (died: (error: Error) => void = () => {}) =>
    startThread<Record<string, { takes: unknown; gives: unknown }>>({
      script: new URL('../support/store-thread.ts', import.meta.url),
      name: 'test',
      data: null,
      died,
    });

  test('that dies leaves no question without an answer, and says so', async () => {
    const deaths: string[] = [];
    const thread = await start((error) => deaths.push(error.message));
    expect(await thread.ask('echo', 1)).toBe(1);
    const answers = await Promise.allSettled([thread.ask('die', null), thread.ask('echo', 2)]);
    expect(answers.map((answer) => answer.status === 'rejected' && answer.reason instanceof StoreUnavailable)).toEqual([
      true,
      true,
    ]);
    await expect(thread.ask('echo', 3)).rejects.toThrow(/"test" died: it ended with code 3/);
    expect(deaths).toHaveLength(1);
    await thread.close();
  });

  test('that is closed answers what was asked before and refuses what comes after', async () => {
    const thread = await start();
    const before = thread.ask('echo', 1);
    const closing = thread.close();
    expect(await before).toBe(1);
    await closing;
    await expect(thread.ask('echo', 2)).rejects.toThrow(/closed/);
  });
});
