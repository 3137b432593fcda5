import type { Socket } from 'node:net';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { seededRandom } from '#data/kit/random.ts';
import { readMetrics } from '../bench/server-metrics.ts';
import { badLine, type BadLine } from '../feed/bad-line.ts';
import { sleep, until } from '../feed/real-clock.ts';
import { stalledClient } from '../support/network/stalled-client.ts';
import { sayAloud } from '../support/aloud.ts';
import { allLive, follow, type TestFollower } from '../support/follower.ts';
import { keepReporting, type Reporting } from '../support/nodes/keep-reporting.ts';
import { describeOnBothStores } from '../support/postgres/on-both-stores.ts';
import { serverProcess, type ServerProcess } from '../support/server-process.ts';

const CITY = resolve(import.meta.dirname, '../fixtures/packs/houston');
const WALLS = 40;
const STALLED = 10;

describeOnBothStores('a server as a process behind bad lines', (env) => {
  const random = seededRandom('bad lines');
  let server: ServerProcess;
  let line: BadLine;
  let walls: TestFollower[] = [];
  const stalled: Socket[] = [];
  let reporting: Reporting;

  beforeAll(async () => {
    server = await serverProcess({ CITY, DEMO: '0', ...env });
    await server.start();
    line = await badLine(Number(new URL(server.url).port));
    walls = Array.from({ length: WALLS }, () => follow(`http://127.0.0.1:${line.port}`, server.wall));
    await allLive(walls, server.url, server.wall);
  });
  afterAll(async () => {
    for (const socket of stalled) socket.destroy();
    for (const wall of walls) wall.stop();
    await reporting?.stop();
    await line.close();
    await server.kill();
    server.remove();
  });

  const outlets = async () => (await readMetrics(server.url))('watchfloor_outlets');
  const links = () => walls.map(({ state }) => `${state.link} ${state.why}`).join(', ');

  /** Nothing comes in any more: every wall shows what the server has, and all that was acknowledged is there. */
  async function inStep(): Promise<void> {
    await reporting.stop();
    const { stateHash } = await allLive(walls, server.url, server.wall);
    expect(walls.map((wall) => wall.stateHash())).toEqual(walls.map(() => stateHash));
    const board = walls[0]!.board.incidents;
    expect(reporting.acknowledged.size).toBeGreaterThan(0);
    expect([...reporting.acknowledged.values()].filter(({ id }) => !board.has(id as never))).toEqual([]);
  }
  const report = () => {
    reporting = keepReporting({ url: server.url, source: server.source, writers: 2, category: 'crime/robbery' });
  };

  test('cuts who reads nothing, and has every wall in step after resets and black holes', async () => {
    report();
    const port = Number(new URL(server.url).port);
    for (let i = 0; i < STALLED; i++)
      stalled.push(await stalledClient({ port, token: server.wall, resume: walls[0]!.state.place }));
    expect(await outlets()).toBeGreaterThanOrEqual(WALLS + STALLED);
    for (let round = 0; round < 6; round++) {
      await sleep(300);
      if (round === 3) line.blackHole((index) => index % 4 === 0);
      else line.reset(() => random() < 0.4);
    }
    // Those are cut while reports flow; walls come back meanwhile.
    await vi.waitFor(async () => expect(await outlets()).toBe(WALLS), { timeout: 30_000, interval: 200 });
    await inStep();
  }, 90_000);

  test('that stands still is seen to by every wall, and all are in step once it goes on', async () => {
    report();
    await until('acknowledged', () => reporting.acknowledged.size > 0);
    process.kill(server.pid(), 'SIGSTOP');
    const stopped = performance.now();
    await until(links, () => walls.every(({ state }) => state.link !== 'live'), 30_000);
    const seen = performance.now() - stopped;
    process.kill(server.pid(), 'SIGCONT');
    await inStep();
    sayAloud(`every one of ${WALLS} walls said so ${(seen / 1000).toFixed(1)} s after its server stood still`);
  }, 90_000);

  test('that is killed and started has every wall back from where it was, without a snapshot', async () => {
    const asks = walls.map(({ state }) => state.asks);
    await server.kill();
    await until(links, () => walls.every(({ state }) => state.link !== 'live'));
    await server.start();
    report();
    const began = performance.now();
    await until(links, () => walls.every(({ state }) => state.link === 'live'), 60_000);
    const took = performance.now() - began;
    await inStep();
    expect(walls.map(({ state }) => state.asks)).toEqual(asks);
    const delay = (await readMetrics(server.url))('watchfloor_event_loop_delay_seconds');
    sayAloud(`${WALLS} walls live ${(took / 1000).toFixed(1)} s after a start; event loop delay ${delay} s`);
  }, 90_000);
});
