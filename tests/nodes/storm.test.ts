import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import { seededRandom } from '#data/kit/random.ts';
import { sayAloud, skipAloud } from '../support/aloud.ts';
import { allLive, follow, type TestFollower } from '../support/follower.ts';
import { hasNginx, startNginx, type Nginx } from '../support/nodes/nginx.ts';
import { startNodes, whyNoNodes, type NodeProcesses } from '../support/nodes/node-processes.ts';
import { openProxy, type Proxy } from '../support/network/proxy.ts';
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

let why: string | null = null;
let city: NodeProcesses;
const nodes: Node[] = [];
let nginx: Nginx;
let screens: TestFollower[] = [];

/** A process and its own lines to what it stands on. */
type Node = { server: ServerProcess; database: Proxy; redis: Proxy };

beforeAll(async () => {
  why = hasNginx() ? whyNoNodes() : 'several nodes: there is no nginx';
  if (why !== null) return;
  city = await startNodes(0);
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
  async 'nginx reloaded'() {
    nginx.reload();
  },
  async 'Redis killed'() {
    await city.redis.kill();
    await pause(1000);
    await city.redis.again();
  },
};

/** Reports without a pause until told to stop; remembers the id of each that was acknowledged, by its reference. */
function keepReporting(acknowledged: Map<string, string>) {
  let going = true;
  const headers = { authorization: `Bearer ${city.source}`, 'content-type': 'application/json' };
  async function work(writer: number): Promise<void> {
    for (let n = 0; going; n++) {
      const sourceRef = `${writer}-${n}`;
      const body = JSON.stringify({ source: 'hotline', sourceRef, category: 'public-security/theft' });
      // Sent until it is acknowledged, as a hotline does it.
      while (going) {
        const answer = await fetch(`${nginx.url}/api/v1/incidents`, { method: 'POST', headers, body }).catch(
          () => null,
        );
        const said = answer?.ok ? await answer.json().catch(() => null) : null;
        if (said) {
          acknowledged.set(sourceRef, (said as { id: string }).id);
          break;
        }
        await pause(50);
      }
      await pause(5);
    }
  }
  const workers = Array.from({ length: WRITERS }, (_, i) => work(i));
  return async () => {
    going = false;
    await Promise.all(workers);
  };
}

async function wholeLog(): Promise<LoggedFact[]> {
  const facts: LoggedFact[] = [];
  for (;;) {
    const page = await city.store.log.read((facts.at(-1)?.seq ?? 0) as Seq, 5000);
    facts.push(...page.map(({ fact }) => fact));
    if (page.length < 5000) return facts;
  }
}

test(
  `${NODES} nodes in a storm, ${SCREENS} screens and ${WRITERS} writers: nothing acknowledged is lost, and all show the same`,
  { timeout: STORM_MS + 240_000 },
  async () => {
    sayAloud(`WATCHFLOOR_STORM=${seconds}:${seed}`);
    screens = Array.from({ length: SCREENS }, () => follow(nginx.url, city.wall));
    await allLive(screens, nginx.url, city.wall);
    const acknowledged = new Map<string, string>();
    const stop = keepReporting(acknowledged);
    const met: Record<string, number> = {};
    const until = performance.now() + STORM_MS;
    while (performance.now() < until) {
      const name = pick(Object.keys(troubles));
      met[name] = (met[name] ?? 0) + 1;
      await troubles[name]!(pick(nodes));
      await pause(500 + random() * 1500);
    }
    await stop();
    const healed = performance.now();
    for (const { server } of nodes) {
      const { stateHash } = await allLive(screens, server.url, city.wall);
      expect(screens.map((screen) => screen.stateHash())).toEqual(screens.map(() => stateHash));
    }
    const took = performance.now() - healed;

    const facts = await wholeLog();
    expect(facts.map(({ seq }) => seq)).toEqual(facts.map((_, i) => i + 1));
    const reported = facts.filter((fact) => fact.kind === 'incident.reported');
    const refs = reported.map(({ incident }) => incident.sourceRef);
    expect(new Set(refs).size).toBe(refs.length);
    const kept = new Map(reported.map(({ incident }) => [incident.sourceRef!, incident.id as string]));
    expect([...acknowledged].filter(([ref, id]) => kept.get(ref) !== id)).toEqual([]);
    expect(raisedTwice(facts)).toEqual([]);
    expect(await city.store.verify()).toMatchObject({ ok: true, facts: facts.length });
    expect(acknowledged.size).toBeGreaterThan(0);
    const troublesMet = Object.entries(met).map(([name, times]) => `${times} x ${name}`);
    sayAloud(
      `${troublesMet.join(', ')}: ${acknowledged.size} acknowledged, ${facts.length} facts, ` +
        `${SCREENS} screens in step after ${(took / 1000).toFixed(1)} s`,
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
