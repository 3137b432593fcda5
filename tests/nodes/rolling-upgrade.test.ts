import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Seq } from '#data/contract/ids.ts';
import { readMetrics } from '../bench/server-metrics.ts';
import { skipAloud } from '../support/aloud.ts';
import { allLive, follow, type TestFollower } from '../support/follower.ts';
import { keepReporting, type Reporting } from '../support/nodes/keep-reporting.ts';
import { NEW_BUILD, NEW_KIND, newerBuild } from '../support/nodes/newer-build.ts';
import { hasNginx, startNginx, type Nginx } from '../support/nodes/nginx.ts';
import { startNodes, whyNoNodes, type NodeProcesses } from '../support/nodes/node-processes.ts';
import type { ServerProcess } from '../support/server-process.ts';

const PAGES = 12;
const soon = { timeout: 30_000, interval: 100 };
const why = hasNginx() ? whyNoNodes() : 'several nodes: there is no nginx';

let newer: ReturnType<typeof newerBuild>;
let city: NodeProcesses;
let old: ServerProcess[];
let fresh: ServerProcess;
let nginx: Nginx;
let pages: Page[] = [];
let reporting: Reporting;

/** A page on a screen, which loads itself anew when it is older than what it is served by. */
type Page = { screen: TestFollower; loads: number };

function openPage(build: string): Page {
  const load = (build: string) =>
    follow(nginx.url, city.wall, {
      build,
      reload: () =>
        void setImmediate(() => {
          page.screen.stop();
          page.loads++;
          page.screen = load(NEW_BUILD);
        }),
    });
  const page = { screen: load(build), loads: 1 };
  return page;
}

beforeAll(async () => {
  if (why !== null) return;
  newer = newerBuild();
  const env = { TRUST_PROXY: '1', LOG_LEVEL: 'silent' };
  city = await startNodes(2, env);
  old = city.nodes;
  fresh = await city.another(env, { script: newer.script });
  nginx = await startNginx([...old, fresh].map(({ url }) => Number(new URL(url).port)));
}, 120_000);
afterAll(async () => {
  for (const { screen } of pages) screen.stop();
  await reporting?.stop();
  await nginx?.stop();
  await city?.stop();
  newer?.remove();
});
beforeEach(({ skip }) => {
  if (why !== null) skipAloud(skip, why);
});

const ready = async ({ url }: ServerProcess) => {
  const answer = await fetch(`${url}/readyz`);
  return { status: answer.status, body: (await answer.json()) as unknown };
};
const more = async () => {
  const had = reporting.acknowledged.size;
  await vi.waitFor(() => expect(reporting.acknowledged.size).toBeGreaterThan(had + 20), soon);
};
const buildOf = async ({ url }: ServerProcess) =>
  /watchfloor_node_info\{[^}]*build="([^"]*)"/.exec(await (await fetch(`${url}/metrics`)).text())![1]!;
/** A node that has let go of all of them tells none. */
const screensOf = async ({ url }: ServerProcess) => (await readMetrics(url))('watchfloor_outlets') || 0;

test('an older and a newer build stand side by side until a fact comes that the older does not know: it steps aside, its screens go to the newer and load its pages, nothing is lost', async () => {
  const build = await buildOf(old[0]!);
  pages = Array.from({ length: PAGES }, () => openPage(build));
  const screens = () => pages.map(({ screen }) => screen);
  await allLive(screens(), nginx.url, city.wall);
  const { url } = nginx;
  reporting = keepReporting({ url, source: city.source, writers: 2, category: 'public-security/theft' });
  await more();

  await fresh.start();
  expect(await buildOf(fresh)).toBe(NEW_BUILD);
  await more();
  expect((await Promise.all([...old, fresh].map(ready))).map(({ status }) => status)).toEqual([200, 200, 200]);
  // One of the older ones is stopped, as in every upgrade: its screens find another.
  const [stays, goes] = old as [ServerProcess, ServerProcess];
  expect(await goes.stop()).toBe(0);
  await more();

  process.kill(fresh.pid(), 'SIGUSR2');
  await vi.waitFor(async () => expect((await ready(stays)).status).toBe(503), soon);
  expect((await ready(stays)).body).toMatchObject({
    waitingFor: expect.stringContaining(`of the kind "${NEW_KIND}", which this build does not know`) as unknown,
  });
  expect((await fetch(`${stays.url}/healthz`)).status).toBe(200);
  await vi.waitFor(async () => expect(await screensOf(fresh)).toBe(PAGES), soon);
  expect(await screensOf(stays)).toBe(0);
  await more();

  await reporting.stop();
  const { stateHash } = await allLive(screens(), fresh.url, city.wall);
  expect(screens().map((screen) => screen.stateHash())).toEqual(pages.map(() => stateHash));
  expect(pages.filter(({ loads }) => loads < 2)).toEqual([]);
  const facts = (await city.store.log.read(0 as Seq, 100_000)).map(({ fact }) => fact);
  expect(facts.filter(({ kind }) => (kind as string) === NEW_KIND)).toHaveLength(1);
  expect(facts.map(({ seq }) => seq)).toEqual(facts.map((_, i) => i + 1));
  const kept = new Map(
    facts.flatMap((fact) =>
      fact.kind === 'incident.reported' ? [[fact.incident.sourceRef, fact.incident.id as string]] : [],
    ),
  );
  expect([...reporting.acknowledged].filter(([ref, { id }]) => kept.get(ref) !== id)).toEqual([]);
  await vi.waitFor(async () => {
    const held = (await city.store.leases.list()).find(({ lease, leftMs }) => lease === 'watch' && leftMs > 0);
    expect(held?.holder).toMatch(/^node-3#/);
  }, soon);

  await expect(goes.start(), 'an older build does not come back').rejects.toThrow('the server ended with 78');
}, 180_000);
