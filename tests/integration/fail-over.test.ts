import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Seq, SourceName } from '#data/contract/ids.ts';
import { tokenDigest } from '#server/access/token.ts';
import { openPostgresStore } from '#server/store/postgres/open.ts';
import { skippedUnless } from '../support/aloud.ts';
import { allLive, follow, type TestFollower } from '../support/follower.ts';
import { canMakeClusters, makeCluster, type Cluster } from '../support/postgres/cluster.ts';
import { ask } from '../support/postgres/database.ts';
import { serverProcess, type ServerProcess } from '../support/server-process.ts';

const CITY = resolve(import.meta.dirname, '../fixtures/packs/houston');
const SECRET = 'a secret of thirty-two characters';
const WRITERS = 3;

skippedUnless(
  canMakeClusters,
  'fail-over',
  'fail-over to a second database server: needs PostgreSQL in /usr/lib/postgresql and root',
);

describe.runIf(canMakeClusters)('nodes on a database that fails', () => {
  let first: Cluster;
  let second: Cluster;
  let url: string;
  let nodes: ServerProcess[] = [];
  let walls: TestFollower[] = [];
  const acknowledged: string[] = [];
  let refused = 0;
  let stopped = false;
  let writing: Promise<void>[] = [];
  let rounds = 0;
  const lanes = () => Array.from({ length: WRITERS }, (_, lane) => lane + WRITERS * rounds);

  beforeAll(async () => {
    first = await makeCluster();
    second = await first.follow();
    await ask(first.url, "ALTER SYSTEM SET synchronous_standby_names = '*'");
    await ask(first.url, 'SELECT pg_reload_conf()');
    const hosts = [first, second].map(({ port }) => `127.0.0.1:${port}`).join(',');
    url = `postgres://postgres@${hosts}/postgres?target_session_attrs=read-write`;
    const env = { CITY, DEMO: '0', SECRET, DATABASE_URL: url };
    nodes = [
      await serverProcess({ ...env, LOG_LEVEL: 'silent' }),
      await serverProcess({ ...env, LOG_LEVEL: 'silent' }),
    ];
    const store = await openPostgresStore({ url, node: 'test', hourShift: 0, secret: SECRET });
    await store.tokens.add(tokenDigest(nodes[0]!.source), { kind: 'source', name: 'hotline' as SourceName });
    await store.tokens.add(tokenDigest(nodes[0]!.wall), { kind: 'view', name: 'wall', view: 'ops-wall' });
    await store.close();
    await Promise.all(nodes.map((node) => node.start()));
    walls = [...nodes, ...nodes].map((node) => follow(node.url, nodes[0]!.wall));
    writing = lanes().map(write);
  }, 60_000);

  afterAll(async () => {
    stopped = true;
    for (const wall of walls) wall.stop();
    await Promise.all(nodes.map((node) => node.stop()));
    await Promise.all(writing);
    for (const node of nodes) node.remove();
    second.remove();
    first.remove();
  });

  /** Reports one after the other, each until it is acknowledged. */
  async function write(lane: number): Promise<void> {
    const node = nodes[lane % nodes.length]!;
    for (let i = 0; !stopped;) {
      const answer = await fetch(`${node.url}/api/v1/incidents`, {
        method: 'POST',
        headers: { authorization: `Bearer ${nodes[0]!.source}`, 'content-type': 'application/json' },
        body: JSON.stringify({ source: 'hotline', sourceRef: `${lane}-${i}`, category: 'crime/robbery' }),
      }).catch(() => null);
      if (answer?.ok) acknowledged.push(`${lane}-${i++}`);
      else if (answer?.status === 503) refused++;
      else if (answer && !stopped) expect.fail(`a report was answered with ${answer.status}`);
      await answer?.body?.cancel();
      await new Promise((done) => setTimeout(done, answer?.ok ? 10 : 50));
    }
  }

  async function moreThan(count: () => number, more: number): Promise<void> {
    const from = count();
    await vi.waitFor(() => expect(count()).toBeGreaterThan(from + more), { timeout: 30_000, interval: 20 });
  }

  /** After its return: every lane writes, every wall is where the log is, and the log holds what was acknowledged. */
  async function heals(what: string, returned: number): Promise<void> {
    for (const lane of lanes())
      await moreThan(() => acknowledged.filter((ref) => ref.startsWith(`${lane}-`)).length, 2);
    const again = performance.now() - returned;
    const must = [...acknowledged];
    stopped = true;
    await Promise.all(writing);
    const truth = await allLive(walls, nodes[1]!.url, nodes[0]!.wall);
    process.stdout.write(
      `${what}: every writer acknowledged again after ${Math.round(again)} ms, every wall current after ${Math.round(performance.now() - returned)} ms; ${refused} refused, ${must.length} acknowledged\n`,
    );
    expect(walls.map((wall) => wall.stateHash())).toEqual(walls.map(() => truth.stateHash));
    const store = await openPostgresStore({ url, node: 'count', hourShift: 0, secret: SECRET });
    const facts = await store.log.read(0 as Seq, 100_000);
    const refs = facts.flatMap(({ fact }) => (fact.kind === 'incident.reported' ? [fact.incident.sourceRef] : []));
    expect(new Set(refs).size).toBe(refs.length);
    expect(acknowledged.filter((ref) => !refs.includes(ref))).toEqual([]);
    expect(await store.verify()).toMatchObject({ ok: true });
    await store.close();
    stopped = false;
    rounds++;
    writing = lanes().map(write);
  }

  test('acknowledge nothing while it is gone, and go on at the replica that was promoted with all that they acknowledged', async () => {
    await moreThan(() => acknowledged.length, 30);
    first.stop('immediate');
    // What was answered before it stopped may still be on its way.
    await moreThan(() => refused, WRITERS);
    const before = acknowledged.length;
    await moreThan(() => refused, 5 * WRITERS);
    expect(acknowledged).toHaveLength(before);
    second.promote();
    await heals('a promoted replica', performance.now());
  }, 60_000);

  test('lose nothing when its processes are killed, first one of them, then the one that looks after all', async () => {
    await moreThan(() => acknowledged.length, 30);
    const backends = 'SELECT pid FROM pg_stat_activity WHERE application_name LIKE $1';
    const [backend] = await ask<{ pid: number }>(second.url, backends, ['watchfloor%']);
    process.kill(backend!.pid, 'SIGKILL');
    await moreThan(() => acknowledged.length, 30);
    const [{ data_directory: folder }] = (await ask<{ data_directory: string }>(second.url, 'SHOW data_directory')) as [
      { data_directory: string },
    ];
    const all = await ask<{ pid: number }>(second.url, 'SELECT pid FROM pg_stat_activity');
    process.kill(Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
    for (const { pid } of all) await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(), 10_000);
    await moreThan(() => refused, WRITERS);
    await vi.waitFor(() => second.start(), { timeout: 20_000, interval: 200 });
    await heals('killed and started again', performance.now());
  }, 60_000);
});
