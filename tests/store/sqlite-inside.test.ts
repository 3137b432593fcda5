import Database from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { emptyBoard } from '#data/contract/board.ts';
import type { CellId, Seq, SourceName } from '#data/contract/ids.ts';
import { migrate, VERSION } from '#server/store/sqlite/opening/schema.ts';
import { startThread, startWhenAsked } from '#server/store/sqlite/threads/thread.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { StoreUnavailable } from '#server/store/store.ts';
import { apart, HOUR, imported, MONDAY, noted, past, registered, reported } from '../support/store-facts.ts';
import { temporaryFolder } from '../support/store-file.ts';

describe('a migration', () => {
  const version = (db: Database.Database) => db.pragma('user_version', { simple: true });

  test('takes an older store forward by the steps that it lacks', () => {
    const db = new Database(':memory:');
    migrate(db);
    expect(version(db)).toBe(VERSION);
    const ran: number[] = [];
    const steps = Array.from({ length: VERSION + 2 }, (_, i) => () => ran.push(i));
    migrate(db, steps);
    expect(ran).toEqual([VERSION, VERSION + 1]);
    expect(version(db)).toBe(VERSION + 2);
  });

  test('that fails half way leaves everything as it was', () => {
    const db = new Database(':memory:');
    migrate(db);
    const failing = () => {
      throw new Error('no room');
    };
    const before = Array.from({ length: VERSION }, () => () => {});
    expect(() => migrate(db, [...before, () => void db.exec('CREATE TABLE half (n)'), failing])).toThrow('no room');
    expect(version(db)).toBe(VERSION);
    expect(db.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").get()).toBeUndefined();
  });
});

test('a store from the time before records is put on record when it is opened', async () => {
  const file = join(temporaryFolder(), 'store.db');
  const stamp = { at: MONDAY, by: { kind: 'person' as const, id: 'ann' } };
  const store = await openSqliteStore({ file, hourShift: 0 });
  await store.log.append(
    apart({ kind: 'cell.staffing-changed', cell: 'c1' as CellId, staffed: false, ...stamp }, reported('a'), {
      ...noted('a', 2),
      ...stamp,
    }),
  );
  await store.close();
  const db = new Database(file);
  db.exec('DROP TABLE lease; DROP TABLE letter; DROP TABLE incident_text; DROP TABLE text_due');
  db.exec('DROP TRIGGER token_added; DROP TRIGGER token_revoked');
  db.exec('DROP TABLE record; DROP TABLE drawer; DROP TABLE change; DROP TABLE subject_head');
  uncountOrigins(db);
  db.pragma('user_version = 1');
  db.close();

  const again = await openSqliteStore({ file, hourShift: 0 });
  const seqs = async (subject: string) => (await again.records.about(subject, { limit: 9 })).map(({ seq }) => seq);
  expect(await seqs('cell/c1')).toEqual([1]);
  expect(await seqs('audit')).toEqual([3, 1]);
  expect(await again.verify()).toMatchObject({ ok: true });
  await again.close();
});

test('the heads of a store from the time before guards are counted when it is opened', async () => {
  const file = join(temporaryFolder(), 'store.db');
  const store = await openSqliteStore({ file, hourShift: 0 });
  await store.log.append(
    apart(reported('a'), imported(past('p'), past('q')), noted('a', 2), noted('p', 2), registered('u')),
  );
  await store.close();
  const heads = () => {
    const db = new Database(file);
    const rows = db.prepare('SELECT subject, seq FROM subject_head ORDER BY subject').raw().all();
    db.close();
    return rows;
  };
  const before = heads();
  expect(before).toEqual([
    ['incident/a', 3],
    ['incident/p', 4],
    ['unit/u', 5],
  ]);
  const db = new Database(file);
  db.exec(
    'DROP TABLE subject_head; DROP TABLE lease; DROP TABLE letter; DROP TABLE incident_text; DROP TABLE text_due',
  );
  uncountOrigins(db);
  db.pragma('user_version = 3');
  db.close();

  const again = await openSqliteStore({ file, hourShift: 0 });
  const late = { facts: [noted('p', 3)], guards: [{ subject: 'incident/p', at: 2 as Seq }] };
  expect(await again.log.append([late])).toEqual([{ is: 'conflict', subject: 'incident/p', head: 4 }]);
  expect(await again.verify()).toMatchObject({ ok: true });
  await again.close();
  expect(heads()).toEqual(before);
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
  type Questions = Record<string, { takes: unknown; gives: unknown }>;
  const parts = { script: new URL('../support/store-thread.ts', import.meta.url), name: 'test', data: null };
  const start = (died: (error: Error) => void = () => {}) => startThread<Questions>({ ...parts, died });

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

  test('that is started when asked ends when nobody has asked for a while, never while somebody waits', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const thread = startWhenAsked<Questions>(parts);
    const first = await thread.ask('which', null);
    vi.advanceTimersByTime(3000);
    const asked = thread.ask('which', null);
    vi.advanceTimersByTime(3000);
    expect(await asked).toBe(first);
    vi.advanceTimersByTime(6000);
    expect(await thread.ask('which', null)).not.toBe(first);
    await thread.close();
    await expect(thread.ask('echo', 1)).rejects.toThrow(/closed/);
  });
});

/** The counts of before they were told apart by where they come from. */
function uncountOrigins(db: Database.Database): void {
  db.exec(`
    ALTER TABLE incident DROP COLUMN day_only;
    CREATE TABLE before AS SELECT hour, category, cell, SUM(count) AS count FROM rollup GROUP BY 1, 2, 3;
    DROP TABLE rollup;
    ALTER TABLE before RENAME TO rollup`);
}

test('counts of before are told apart by where they come from when an older store is opened', async () => {
  const file = join(temporaryFolder(), 'store.db');
  const counts = async () => {
    const store = await openSqliteStore({ file, hourShift: 0 });
    const rows = await store.rollups.sum({ fromHour: 0, toHour: 1e6, by: ['origin'] });
    expect(await store.verify()).toMatchObject({ ok: true });
    await store.close();
    return rows;
  };
  const store = await openSqliteStore({ file, hourShift: 0 });
  await store.log.append(apart(reported('a'), imported(past('b'), past('c', { source: 'other' as SourceName }))));
  await store.close();
  const told = await counts();
  expect(told.map(({ origin }) => origin)).toContain('other');
  const db = new Database(file);
  db.exec('DROP TABLE lease; DROP TABLE letter; DROP TABLE incident_text; DROP TABLE text_due');
  uncountOrigins(db);
  db.pragma('user_version = 4');
  db.close();
  expect(await counts()).toEqual(told);
});
