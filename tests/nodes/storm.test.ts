import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import { seededRandom } from '#data/kit/random.ts';
import { openPostgresStore } from '#server/store/postgres/open.ts';
import type { FactLog } from '#server/store/store.ts';
import { sayAloud, skipAloud } from '../support/aloud.ts';
import { bareEnv } from '../support/bare-env.ts';
import { allLive, follow, type TestFollower } from '../support/follower.ts';
import { keepReporting } from '../support/nodes/keep-reporting.ts';
import { hasNginx, startNginx, type Nginx } from '../support/nodes/nginx.ts';
import { startNodes, whyNoNodes, type NodeProcesses } from '../support/nodes/node-processes.ts';
import { openProxy, type Proxy } from '../support/network/proxy.ts';
import { canMakeClusters, makeCluster, type Cluster } from '../support/postgres/cluster.ts';
import { ask } from '../support/postgres/database.ts';
import type { ServerProcess } from '../support/server-process.ts';

const NODES = 3;
const SCREENS = 60;
const WRITERS = 4;
/** A longer storm, or one that was seen before: WATCHFLOOR_STORM=SECONDS[:SEED]. */
const [seconds = '30', seed = String(Math.floor(Math.random() * 1e9))] = (process.env['WATCHFLOOR_STORM'] ?? '')
  .split(':')
  .filter(Boolean);
const STORM_MS = Number(seconds) * 1000;
const random = seededRandom(seed);

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'watchfloor-storm-'));
let why: string | null = null;
let cluster: Cluster;
let city: NodeProcesses;
const nodes: Node[] = [];
let nginx: Nginx;
let screens: TestFollower[] = [];

/** A process and its own lines to what it stands on. */
type Node = { server: ServerProcess; database: Proxy; redis: Proxy };

beforeAll(async () => {
  why = hasNginx() ? whyNoNodes() : 'several nodes: there is no nginx';
  if (!canMakeClusters) why ??= 'several nodes: a PostgreSQL to be killed needs /usr/lib/postgresql and root';
  if (why !== null) return;
  cluster = await makeCluster();
  city = await startNodes(0, { LOG_LEVEL: 'silent' }, undefined, {
    url: cluster.url,
    remove: async () => cluster.remove(),
  });
  for (let i = 0; i < NODES; i++) {
    const database = await openProxy(city.databaseUrl);
    const redis = await openProxy(city.redis.url);
    const server = await city.another({
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      TRUST_PROXY: '1',
    });
    nodes.push({ server, database, redis });
  }
  await Promise.all(nodes.map(({ server }) => server.start()));
  nginx = await startNginx(nodes.map(({ server }) => Number(new URL(server.url).port)));
}, 120_000);

afterAll(async () => {
  for (const screen of screens) screen.stop();
  await nginx?.stop();
  await city?.stop();
  rmSync(folder, { recursive: true });
  for (const { database, redis } of nodes) for (const proxy of [database, redis]) proxy.close();
});
beforeEach(({ skip }) => {
  if (why !== null) skipAloud(skip, why);
});

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)]!;

/** What befalls nodes; each heals what it broke. */
const troubles: Record<string, (node: Node) => Promise<void>> = {
  async 'kill -9'({ server }) {
    await server.kill();
    await server.start();
  },
  async 'SIGSTOP for 8 s'({ server }) {
    process.kill(server.pid(), 'SIGSTOP');
    await pause(8000);
    process.kill(server.pid(), 'SIGCONT');
  },
  async 'its database cut off'({ database }) {
    database.cut();
  },
  async 'its database silent for 4 s'({ database }) {
    database.pause();
    await pause(4000);
    database.mend();
  },
  async 'its Redis cut off'({ redis }) {
    redis.cut();
  },
  async 'its Redis silent for 3 s'({ redis }) {
    redis.pause();
    await pause(3000);
    redis.mend();
  },
  async "a process of PostgreSQL's killed"() {
    const backends = "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'watchfloor node-%'";
    process.kill(pick(await ask<{ pid: number }>(cluster.url, backends)).pid, 'SIGKILL');
    // It ends all others, and lets them in again once it has repaired itself.
    await pause(1000);
  },
  async 'PostgreSQL killed'() {
    cluster.kill();
    await pause(1000);
    await cluster.again();
  },
  async 'nginx reloaded'() {
    nginx.reload();
  },
  async 'Redis killed'() {
    await city.redis.kill();
    await pause(1000);
    await city.redis.again();
  },
};

/** All of them in an order that chance makes, then all of them again. */
function createDeck(names: readonly string[]): () => string {
  let left: string[] = [];
  return () => {
    if (left.length === 0) left = [...names];
    return left.splice(Math.floor(random() * left.length), 1)[0]!;
  };
}

/** As who runs the city does it, until it is done: a node may be healing still. Gives when the try that succeeded began. */
async function watchfloor(words: () => string[]): Promise<number> {
  const env = { ...bareEnv(), DATA_DIR: nodes[0]!.server.folder, DATABASE_URL: cluster.url, SECRET: city.secret };
  for (let tries = 1; ; tries++) {
    const began = performance.now();
    try {
      await promisify(execFile)(process.execPath, ['server/cli/watchfloor.ts', ...words()], { cwd: root, env });
      return began;
    } catch (error) {
      if (tries === 10) throw error;
      await pause(2000);
    }
  }
}

const epochThere = async () => (await ask<{ epoch: string }>(cluster.url, 'SELECT epoch FROM head'))[0]!.epoch;

async function howTheyStand(): Promise<string> {
  const each = nodes.map(async ({ server }) => (await fetch(`${server.url}/readyz`)).text());
  return (await Promise.allSettled(each)).map((said) => JSON.stringify(said)).join('; ');
}

/** Screens that say they are at the same place show the same. */
function nobodyShowsAMix(): void {
  const shown = new Map<string, string>();
  for (const { state, stateHash } of screens.filter((_, i) => i % 6 === 0)) {
    if (!state.place) continue;
    const place = `${state.place.epoch} ${state.place.seq} ${state.place.hash}`;
    const hash = stateHash();
    expect(shown.get(place) ?? hash, place).toBe(hash);
    shown.set(place, hash);
  }
}

async function wholeLog(log: FactLog): Promise<LoggedFact[]> {
  const facts: LoggedFact[] = [];
  for (;;) {
    const page = await log.read((facts.at(-1)?.seq ?? 0) as Seq, 5000);
    facts.push(...page.map(({ fact }) => fact));
    if (page.length < 5000) return facts;
  }
}

test(
  `${NODES} nodes in a storm with a restore in its midst, ${SCREENS} screens and ${WRITERS} writers: nothing acknowledged is lost, and all show the same`,
  { timeout: STORM_MS + 300_000 },
  async () => {
    sayAloud(`WATCHFLOOR_STORM=${seconds}:${seed}`);
    screens = Array.from({ length: SCREENS }, () => follow(nginx.url, city.wall));
    await allLive(screens, nginx.url, city.wall);
    const category = 'public-security/theft';
    const reporting = keepReporting({ url: nginx.url, source: city.source, writers: WRITERS, category });
    const met: Record<string, number> = {};
    const draw = createDeck(Object.keys(troubles));
    async function storm(ms: number): Promise<void> {
      const until = performance.now() + ms;
      while (performance.now() < until) {
        const name = draw();
        met[name] = (met[name] ?? 0) + 1;
        await troubles[name]!(pick(nodes));
        nobodyShowsAMix();
        await pause(500 + random() * 1500);
      }
    }

    await storm(STORM_MS / 3);
    let backup = '';
    const from = await watchfloor(() => ['db', 'backup', (backup = join(folder, `${Math.random()}.db`))]);
    await storm(STORM_MS / 3);
    const [epoch, asks] = [await epochThere(), screens.map(({ state }) => state.asks)];
    await watchfloor(() => ['db', 'restore', backup]);
    const to = performance.now();
    expect(await epochThere()).not.toBe(epoch);
    await storm(STORM_MS / 3);
    await reporting.stop();

    const healed = performance.now();
    for (const { server } of nodes) {
      const { stateHash } = await allLive(screens, server.url, city.wall).catch(async (error: unknown) => {
        throw new Error(`${String(error).slice(0, 600)}; ${await howTheyStand()}`);
      });
      expect(screens.map((screen) => screen.stateHash())).toEqual(screens.map(() => stateHash));
    }
    const took = performance.now() - healed;
    const now = await epochThere();
    expect(screens.filter(({ state }) => state.place?.epoch !== now)).toEqual([]);
    expect(screens.filter(({ state }, i) => state.asks <= asks[i]!)).toEqual([]);

    const store = await openPostgresStore({ url: cluster.url, node: 'count', hourShift: 0, secret: city.secret });
    onTestFinished(() => store.close());
    const facts = await wholeLog(store.log);
    expect(facts.map(({ seq }) => seq)).toEqual(facts.map((_, i) => i + 1));
    const reported = facts.filter((fact) => fact.kind === 'incident.reported');
    const refs = reported.map(({ incident }) => incident.sourceRef);
    expect(new Set(refs).size).toBe(refs.length);
    const kept = new Map(reported.map(({ incident }) => [incident.sourceRef!, incident.id as string]));
    // A restore takes back what came between the backup and itself; nothing else.
    const { acknowledged } = reporting;
    const must = [...acknowledged].filter(([, { sent, heard }]) => heard < from || sent > to);
    expect(must.filter(([ref, { id }]) => kept.get(ref) !== id)).toEqual([]);
    expect(raisedTwice(facts)).toEqual([]);
    expect(await store.verify()).toMatchObject({ ok: true, facts: facts.length });
    expect(must.some(([, { heard }]) => heard < from)).toBe(true);
    expect(must.some(([, { sent }]) => sent > to)).toBe(true);
    const troublesMet = Object.entries(met).map(([name, times]) => `${times} x ${name}`);
    sayAloud(
      `${troublesMet.join(', ')}, a restore: ${acknowledged.size} acknowledged, ${must.length} of them not between the backup ` +
        `and the restore, ${facts.length} facts, ${SCREENS} screens in step after ${(took / 1000).toFixed(1)} s`,
    );
  },
);

/** Alarms that were raised while they stood: two that watched at once. */
function raisedTwice(facts: readonly LoggedFact[]): string[] {
  const standing = new Set<string>();
  return facts.flatMap((fact) => {
    if (fact.kind === 'alarm.cleared') standing.delete(fact.alarm);
    if (fact.kind !== 'alarm.raised') return [];
    const { id } = fact.alarm;
    if (standing.has(id)) return [id];
    standing.add(id);
    return [];
  });
}
