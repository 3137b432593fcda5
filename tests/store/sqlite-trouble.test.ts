import Database from 'better-sqlite3';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Seq, UnitId } from '#data/contract/ids.ts';
import { openSqliteStore, type SqliteOptions } from '#server/store/sqlite/open.ts';
import { startSqliteStore } from '#server/store/sqlite/sqlite-store.ts';
import { VERSION } from '#server/store/sqlite/opening/schema.ts';
import { StoreUnavailable, type Store } from '#server/store/store.ts';
import { apart, MONDAY, noted, registered, reported } from '../support/store-facts.ts';
import { smallDisk, temporaryFolder } from '../support/store-file.ts';
import { skipAloud } from '../support/aloud.ts';

const text = 'x'.repeat(4000);

async function opened(options: Partial<SqliteOptions> = {}): Promise<{ store: Store; file: string }> {
  const file = join(temporaryFolder(), 'store.db');
  const store = await openSqliteStore({ file, hourShift: 0, ...options });
  onTestFinished(() => store.close());
  return { store, file };
}

/** Appends until the store cannot, and gives the number that it took. */
async function fill(store: Store): Promise<number> {
  for (let i = 0; i < 10_000; i++) {
    const refused = await store.log.append(apart(reported(`i${i}`, { description: text }))).then(
      () => null,
      (error: Error) => error,
    );
    if (!refused) continue;
    expect(refused).toBeInstanceOf(StoreUnavailable);
    return i;
  }
  throw new Error('it took everything');
}

const recovered = (store: Store) =>
  vi.waitFor(() => expect(store.health().intake).toBe('ok'), { timeout: 5000, interval: 20 });

describe('a store that may not grow any more', () => {
  test('takes nothing of the append that failed, says so, and goes on answering', async () => {
    const { store } = await opened({ maxBytes: 600_000 });
    const taken = await fill(store);
    const heard: unknown[] = [];
    store.log.follow((facts) => heard.push(facts));
    const late = store.log.append([
      ...apart(...Array.from({ length: 50 }, (_, i) => reported(`late-${i}`, { description: text }))),
      { facts: [registered('u')], key: 'late' },
    ]);
    await expect(late).rejects.toThrow(StoreUnavailable);
    expect(store.log.place().seq).toBe(taken);
    expect(heard).toEqual([]);
    expect(await store.log.read((taken - 1) as Seq, 10)).toHaveLength(1);
    expect(await store.incidents.get('late-0')).toBeNull();
    expect(await store.verify()).toEqual({
      ok: true,
      facts: taken,
      head: taken,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('takes everything again once something was deleted', async () => {
    const { store } = await opened({ maxBytes: 600_000 });
    const fixes = Array.from({ length: 5000 }, (_, i) => ({
      unit: 'u' as UnitId,
      at: MONDAY + i,
      lon: 1,
      lat: 2,
      speed: 3,
      heading: 4,
    }));
    await store.tracks.keep(fixes);
    const taken = await fill(store);
    expect(await store.tracks.deleteBefore(MONDAY + 5000)).toBe(5000);
    await recovered(store);
    expect(await store.log.append([{ facts: [reported('after', { description: text })], key: 'after' }])).toEqual([
      { is: 'appended', first: taken + 1, last: taken + 1 },
    ]);
    expect(await store.verify()).toMatchObject({ ok: true });
  });
});

test('a full disk is told from the outside, and over as soon as there is room', async ({ skip }) => {
  const folder = smallDisk('2m');
  if (folder === null) return skipAloud(skip, 'a full disk: a small file system cannot be mounted here');
  const ballast = join(folder, 'ballast');
  writeFileSync(ballast, Buffer.alloc(700_000));
  const store = await openSqliteStore({ file: join(folder, 'store.db'), hourShift: 0 });
  onTestFinished(() => store.close());
  const taken = await fill(store);
  await vi.waitFor(() => expect(store.health().intake).toBe('down'));
  expect(await store.log.read(0 as Seq, 10_000)).toHaveLength(taken);
  rmSync(ballast);
  await recovered(store);
  await store.log.append(apart(reported('after', { description: text })));
  expect(await store.verify()).toEqual({
    ok: true,
    facts: taken + 1,
    head: taken + 1,
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

describe('while another program holds the lock', () => {
  test('nothing is taken in and everything is read; afterwards it goes on by itself', async () => {
    const { store, file } = await opened({ busyMs: 50 });
    await store.log.append(apart(reported('a')));
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    await expect(store.log.append([{ facts: [noted('a', 2)], key: 'k' }])).rejects.toThrow(StoreUnavailable);
    expect(store.health().intake).toBe('down');
    expect(await store.incidents.get('a')).toMatchObject({ rev: 1 });
    other.exec('ROLLBACK');
    other.close();
    await recovered(store);
    expect(await store.log.append([{ facts: [noted('a', 2)], key: 'k' }])).toEqual([
      { is: 'appended', first: 2, last: 2 },
    ]);
  });

  test('a commit that has to wait long shows as degraded', async () => {
    const { store, file } = await opened({ busyMs: 4000 });
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    const append = store.log.append(apart(registered('u')));
    await vi.waitFor(() => expect(store.health().intake).toBe('degraded'), { timeout: 3000 });
    other.exec('ROLLBACK');
    other.close();
    await append;
    expect(store.health().intake).toBe('ok');
  });

  test('facts that another program wrote are not built upon', async () => {
    const { store, file } = await opened({ busyMs: 50 });
    await store.log.append(apart(reported('a')));
    const other = new Database(file);
    other.prepare("INSERT INTO fact VALUES (2, 0, 'x', '{}', zeroblob(32))").run();
    other.close();
    await expect(store.log.append(apart(noted('a', 2)))).rejects.toThrow();
    await expect(store.log.append(apart(noted('a', 2)))).rejects.toThrow(/somebody else wrote/);
    expect(store.health().intake).toBe('down');
  });
});

test('one request that cannot be carried out does not take others of the same moment with it', async () => {
  const { store } = await opened();
  const broken = { ...reported('b'), incident: { ...reported('b').incident, areas: null } } as never;
  const [good, bad, alsoGood] = await Promise.allSettled([
    store.log.append(apart(reported('a'))),
    store.log.append(apart(broken)),
    store.log.append(apart(reported('c'))),
  ]);
  expect(good.status).toBe('fulfilled');
  expect(bad.status).toBe('rejected');
  expect(alsoGood.status).toBe('fulfilled');
  expect(store.health().intake).toBe('ok');
  expect(await store.verify()).toEqual({ ok: true, facts: 2, head: 2, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

test('a store whose commits do not reach the disk never says that all is well', async () => {
  const store = await startSqliteStore({ file: join(temporaryFolder(), 'store.db'), hourShift: 0 }, 'NORMAL');
  onTestFinished(() => store.close());
  expect(store.health()).toMatchObject({ synchronous: 'NORMAL', intake: 'degraded' });
});

test('an ordinary store has read back that its commits do', async () => {
  const { store } = await opened();
  expect(store.health()).toEqual({
    kind: 'sqlite',
    synchronous: 'FULL',
    journal: 'WAL',
    version: VERSION,
    intake: 'ok',
  });
});

test('who cannot take in what another process changed is no end of the server, and is spoken of', async () => {
  const told = Promise.withResolvers<unknown[]>();
  const { store, file } = await opened({ trouble: (...trouble) => told.resolve(trouble) });
  await store.drawers.put('session', 'a', 'mine');
  store.changes.follow(() => {
    throw new TypeError('not taken in');
  });
  const other = new Database(file);
  other.exec("DELETE FROM drawer WHERE id = 'a'");
  other.close();
  expect(await told.promise).toEqual(['changes of another process not told', new TypeError('not taken in')]);
});
