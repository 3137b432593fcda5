import { expect, onTestFinished, test, vi } from 'vitest';
import type { Seq } from '#data/contract/ids.ts';
import { storeOpener } from '#server/choose-store.ts';
import { openPostgresStore } from '#server/store/postgres/open.ts';
import { StoreRefused, StoreUnavailable, type Store } from '#server/store/store.ts';
import { ask, makeSchema } from '../../support/postgres/database.ts';
import { describeWithDatabase } from '../../support/postgres/with-database.ts';
import { makeProxy } from '../../support/network/proxy.ts';
import { noted, registered, reported } from '../../support/store-facts.ts';

describeWithDatabase('a lost connection to the database', (database) => {
  async function open(): Promise<{ store: Store; proxy: Awaited<ReturnType<typeof makeProxy>>; told: number[] }> {
    const proxy = await makeProxy(await makeSchema(database.url));
    const store = await openPostgresStore({ url: proxy.url, node: 'test', hourShift: 0, secret: 'one' });
    onTestFinished(() => store.close());
    const told: number[] = [];
    store.log.follow((facts) => told.push(...facts.map(({ fact }) => fact.seq)));
    return { store, proxy, told };
  }

  /** Appends until it is taken, without a key by which the store would know it again. */
  async function insist(store: Store, id: string): Promise<void> {
    for (;;) {
      try {
        await store.log.append([{ facts: [reported(id), noted(id, 2)] }]);
        return;
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        // What is refused is not there.
        expect(await vi.waitFor(() => store.incidents.get(id), { timeout: 10_000 })).toBeNull();
      }
    }
  }

  test('at any point of a commit leaves an entry once or not at all, and says which', async () => {
    const { store, proxy, told } = await open();
    let entries = 0;
    let cuts = 0;
    for (const way of ['up', 'down'] as const)
      for (let after = 0; after < 12; after++) {
        proxy.cutAfter(way, after);
        await insist(store, `${way}-${after}`);
        entries++;
        if (proxy.wasCut()) cuts++;
        proxy.mend();
      }
    // The last points lie behind the end of the commit.
    expect(cuts).toBeGreaterThan(4);
    expect(cuts).toBeLessThan(24);
    const facts = await store.log.read(0 as Seq, 1000);
    expect(facts).toHaveLength(2 * entries);
    expect(told).toEqual(facts.map(({ fact }) => fact.seq));
    expect(await store.verify()).toMatchObject({ ok: true });
  });

  test('while the tables are made leaves all of them or none', async () => {
    const direct = await makeSchema(database.url);
    const schema = new URL(direct).searchParams.get('schema');
    const tables = `SELECT COUNT(*)::int AS n FROM pg_class WHERE relnamespace = '${schema}'::regnamespace AND relkind IN ('r', 'p')`;
    const proxy = await makeProxy(direct);
    const open = (url: string) => openPostgresStore({ url, node: 'test', hourShift: 0, secret: 'one' });
    let cuts = 0;
    for (let after = 0; ; after++) {
      proxy.cutAfter('up', after);
      const store = await open(proxy.url).catch((error: unknown) => {
        expect(error).toBeInstanceOf(StoreRefused);
        return null;
      });
      const wasCut = proxy.wasCut();
      proxy.mend();
      await store?.close();
      if (!wasCut) break;
      cuts++;
      const [found] = await ask<{ n: number }>(database.url, tables);
      expect(found!.n === 0 || store !== null || found!.n > 20).toBe(true);
    }
    expect(cuts).toBeGreaterThan(5);
    const store = await open(direct);
    expect(await store.verify()).toMatchObject({ ok: true, facts: 0 });
    await store.close();
  }, 60_000);

  test('of the answer to a change of a drawer leaves it as it says', async () => {
    const { store, proxy } = await open();
    for (const after of [0, 1, 2, 3]) {
      proxy.cutAfter('down', after);
      const kept = await store.drawers.put('session', `s${after}`, 'kept').then(
        () => 'kept',
        () => null,
      );
      proxy.mend();
      expect(await vi.waitFor(() => store.drawers.get('session', `s${after}`))).toBe(kept);
    }
  });

  test('keeps nothing and acknowledges nothing meanwhile, and heals by itself', async () => {
    const { store, proxy, told } = await open();
    await insist(store, 'before');
    proxy.down();
    await expect(store.log.append([{ facts: [registered('u')] }])).rejects.toThrow(StoreUnavailable);
    expect(store.health().intake).toBe('down');
    await expect(store.incidents.get('before')).rejects.toThrow(StoreUnavailable);
    proxy.mend();
    await vi.waitFor(() => expect(store.health().intake).toBe('ok'), { timeout: 5000 });
    await insist(store, 'after');
    expect(told).toEqual([1, 2, 3, 4]);
  });

  test('is waited for at the first opening of the store, which says why once, and between two', async () => {
    const proxy = await makeProxy(await makeSchema(database.url));
    const parts = {
      config: { databaseUrl: proxy.url, storeFile: '', archiveDir: '' },
      node: 'test',
      hourShift: 0,
      secret: 'one',
    };
    const said: string[] = [];
    const openAgain = storeOpener(
      { ...parts, trouble: () => {}, otherLog: () => {}, settle: async () => {} },
      async ({ message }) => {
        said.push(message);
      },
    );
    for (const least of [15, 35]) {
      proxy.down();
      let isSettled = false;
      const opened = openAgain().finally(() => (isSettled = true));
      await vi.waitFor(() => expect(proxy.refused()).toBeGreaterThan(least), { timeout: 30_000 });
      expect(isSettled).toBe(false);
      proxy.mend();
      await (await opened).close();
    }
    expect(said).toEqual([expect.stringContaining('does not answer')]);
  }, 40_000);

  test('of a backend that an operator ends goes unnoticed by who appends', async () => {
    const { store, told } = await open();
    for (let i = 0; i < 5; i++) {
      await ask(
        database.url,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'watchfloor test%'`,
      );
      await store.log.append([{ facts: [registered(`u${i}`)] }]);
    }
    expect(told).toEqual([1, 2, 3, 4, 5]);
  });

  test('does not keep others from appending: a node that stands still in a commit loses it', async () => {
    const { store, proxy } = await open();
    const url = new URL(proxy.url);
    url.port = new URL(database.url).port;
    const other = await openPostgresStore({ url: url.href, node: 'other', hourShift: 0, secret: 'one' });
    onTestFinished(() => other.close());
    const slow = store.log.append([{ facts: [registered('slow')], key: 'slow' }]);
    proxy.hold();
    const outcome = slow.then(
      () => 'kept',
      () => null,
    );
    expect(await other.log.append([{ facts: [registered('u')] }])).toMatchObject([{ is: 'appended' }]);
    proxy.mend();
    proxy.down();
    proxy.mend();
    const kept = await outcome;
    expect((await other.log.find('slow')) === null ? null : 'kept').toBe(kept);
    expect(await other.verify()).toMatchObject({ ok: true });
  }, 60_000);
});
