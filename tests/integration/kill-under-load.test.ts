import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '#data/kit/random.ts';
import { allLive, follow, type TestFollower } from '../support/follower.ts';
import { describeOnBothStores } from '../support/postgres/on-both-stores.ts';
import { serverProcess, type ServerProcess } from '../support/server-process.ts';

const CITY = resolve(import.meta.dirname, '../fixtures/packs/houston');
const ROUNDS = 3;
const WALLS = 20;
const random = seededRandom('kill -9');

let server: ServerProcess;

/** Reports without a pause until told to stop; remembers what was acknowledged. */
function keepReporting(acknowledged: Set<string>, round: number): { stop(): Promise<void> } {
  let going = true;
  const headers = { authorization: `Bearer ${server.source}`, 'content-type': 'application/json' };
  const report = (n: number) => ({ source: 'hotline', sourceRef: `${round}-${n}`, category: 'crime/robbery' });
  async function work(first: number): Promise<void> {
    for (let n = first; going; n += 1000) {
      const body = JSON.stringify(Array.from({ length: 5 }, (_, i) => report(n + i)));
      const answer = await fetch(`${server.url}/api/v1/incidents`, { method: 'POST', headers, body }).catch(() => null);
      const items = answer?.ok ? await answer.json().catch(() => []) : [];
      for (const item of items) if (item.status === 201) acknowledged.add(item.id);
    }
  }
  const workers = [100, 200, 300, 400].map(work);
  return {
    async stop() {
      going = false;
      await Promise.all(workers);
    },
  };
}

describeOnBothStores('a server', (env) => {
  let walls: TestFollower[] = [];
  beforeAll(async () => {
    server = await serverProcess({ CITY, DEMO: '0', ...env });
  });
  afterAll(async () => {
    for (const wall of walls) wall.stop();
    await server.kill();
    server.remove();
  });

  test(`${ROUNDS} times kill -9 under load with ${WALLS} walls: nothing acknowledged is missing, every wall ends in step`, async () => {
    const acknowledged = new Set<string>();
    await server.start();
    walls = Array.from({ length: WALLS }, () => follow(server.url, server.wall));
    for (let round = 0; round < ROUNDS; round++) {
      await allLive(walls, server.url, server.wall);
      const load = keepReporting(acknowledged, round);
      await new Promise((done) => setTimeout(done, 300 + random() * 1200));
      await server.kill();
      await load.stop();
      await server.start();
    }
    const truth = await allLive(walls, server.url, server.wall);
    expect(acknowledged.size).toBeGreaterThan(ROUNDS * 20);
    for (const wall of walls) {
      expect(wall.stateHash()).toBe(truth.stateHash);
      expect([...acknowledged].filter((id) => !wall.board.incidents.has(id as never))).toEqual([]);
    }
    console.log(`${acknowledged.size} acknowledged, ${truth.seq} in the log, ${WALLS} walls in step`);
  }, 180_000);

  test('SIGTERM ends it with 0', async () => {
    expect(await server.stop()).toBe(0);
  });
});
