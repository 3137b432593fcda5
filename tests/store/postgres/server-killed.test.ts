import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Seq } from '#data/contract/ids.ts';
import { openPostgresStore } from '#server/store/postgres/open.ts';
import { StoreUnavailable, type Store } from '#server/store/store.ts';
import { skippedUnless } from '../../support/aloud.ts';
import { canMakeClusters, makeCluster, type Cluster } from '../../support/postgres/cluster.ts';
import { ask, makeSchema } from '../../support/postgres/database.ts';
import { noted, reported } from '../../support/store-facts.ts';

skippedUnless(
  canMakeClusters,
  'a killed server',
  'killed database servers: needs PostgreSQL in /usr/lib/postgresql and root',
);

describe.runIf(canMakeClusters)('a database server', () => {
  let cluster: Cluster;
  let url: string;
  beforeAll(async () => {
    cluster = await makeCluster();
  });
  afterAll(() => cluster.remove());
  beforeEach(async () => {
    url = await makeSchema(cluster.url);
  });

  async function open(address = url): Promise<{ store: Store; told: number[] }> {
    const store = await openPostgresStore({ url: address, node: 'test', hourShift: 0, secret: 'one' });
    onTestFinished(() => store.close());
    const told: number[] = [];
    store.log.follow((facts) => told.push(...facts.map(({ fact }) => fact.seq)));
    return { store, told };
  }

  /** Appends without a pause while `harm` is done, and until something was acknowledged after it. */
  async function appendThrough(store: Store, harm: () => void | Promise<void>): Promise<string[]> {
    const acknowledged: string[] = [];
    let isDone = false;
    let since = 0;
    const lane = async (name: string) => {
      for (let i = 0; since < 20; i++) {
        const id = `${name}-${i}`;
        try {
          await store.log.append([{ facts: [reported(id), noted(id, 2)], key: id }]);
          acknowledged.push(id);
          if (isDone) since++;
        } catch (error) {
          if (!(error instanceof StoreUnavailable)) throw error;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
    };
    const lanes = ['a', 'b', 'c'].map(lane);
    await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(20), { timeout: 20_000 });
    await harm();
    isDone = true;
    await Promise.all(lanes);
    return acknowledged;
  }

  async function isWhole(
    { store, told }: { store: Store; told: number[] },
    acknowledged: readonly string[],
  ): Promise<void> {
    const facts = await store.log.read(0 as Seq, 100_000);
    const ids = facts.flatMap(({ fact }) => (fact.kind === 'incident.reported' ? [fact.incident.id as string] : []));
    expect(new Set(ids).size).toBe(ids.length);
    expect(acknowledged.filter((id) => !ids.includes(id))).toEqual([]);
    expect(facts.map(({ fact }) => fact.seq)).toEqual(facts.map((_, i) => i + 1));
    expect(told).toEqual(facts.map(({ fact }) => fact.seq));
    expect(await store.verify()).toMatchObject({ ok: true });
    expect(store.health().intake).toBe('ok');
  }

  const backends = (name: string) =>
    ask<{ pid: number }>(cluster.url, 'SELECT pid FROM pg_stat_activity WHERE application_name = $1', [name]);

  test('whose process is killed in the midst loses nothing that was acknowledged, and nothing comes twice', async () => {
    const opened = await open();
    const acknowledged = await appendThrough(opened.store, async () => {
      const [backend] = await backends('watchfloor test');
      process.kill(backend!.pid, 'SIGKILL');
    });
    await isWhole(opened, acknowledged);
  }, 60_000);

  test('that crashes and starts again loses nothing that was acknowledged', async () => {
    const opened = await open();
    await isWhole(opened, await appendThrough(opened.store, () => cluster.restart('immediate')));
  }, 60_000);

  test('that does not sync is named: what it keeps would not survive a power cut', async () => {
    await ask(cluster.url, 'ALTER SYSTEM SET fsync = off');
    await ask(cluster.url, 'SELECT pg_reload_conf()');
    await vi.waitFor(async () => expect(await ask(cluster.url, 'SHOW fsync')).toEqual([{ fsync: 'off' }]));
    const { store } = await open();
    await ask(cluster.url, 'ALTER SYSTEM RESET fsync');
    await ask(cluster.url, 'SELECT pg_reload_conf()');
    expect(store.health()).toMatchObject({ synchronous: 'on', intake: 'degraded' });
  });

  test('that only follows another one is not used, and takes over when it is promoted', async () => {
    const first = await makeCluster();
    const second = await first.follow();
    onTestFinished(() => {
      second.remove();
      first.remove();
    });
    // What is acknowledged is on both.
    await ask(first.url, "ALTER SYSTEM SET synchronous_standby_names = '*'");
    await ask(first.url, 'SELECT pg_reload_conf()');
    const both = first.url.replace(`:${first.port}/`, `:${second.port},127.0.0.1:${first.port}/`);
    const opened = await open(both);
    const acknowledged = await appendThrough(opened.store, () => {
      first.stop('immediate');
      second.promote();
    });
    await isWhole(opened, acknowledged);
  }, 90_000);
});
