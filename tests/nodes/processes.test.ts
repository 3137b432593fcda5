import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { PROTOCOL, type Hello, type Place } from '#data/contract/feed.ts';
import { skipAloud } from '../support/aloud.ts';
import { allLive, follow } from '../support/follower.ts';
import { startNodes, whyNoNodes, type NodeProcesses } from '../support/nodes/node-processes.ts';
import { startRedis } from '../support/nodes/redis-server.ts';
import type { ServerProcess } from '../support/server-process.ts';

/** As an operator runs them: two processes on one PostgreSQL and one Redis, and nothing between them and who asks. */
const why = whyNoNodes();
let city: NodeProcesses;
let a: ServerProcess;
let b: ServerProcess;
beforeAll(async () => {
  if (why !== null) return;
  city = await startNodes(2);
  [a, b] = city.nodes as [ServerProcess, ServerProcess];
}, 120_000);
afterAll(() => city?.stop());
beforeEach(({ skip }) => {
  if (why !== null) skipAloud(skip, why);
});

const PLACE = { lon: 101.778, lat: 36.617 };
const sockets: Socket[] = [];
afterEach(() => sockets.splice(0).forEach((socket) => socket.disconnect()));

const post = (node: ServerProcess, path: string, body: unknown) =>
  fetch(`${node.url}/api/v1/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${city.source}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
let reports = 0;
const report = (node: ServerProcess, sourceRef = `r${++reports}`) =>
  post(node, 'incidents', {
    source: 'hotline',
    sourceRef,
    category: 'public-security/theft',
    location: { type: 'Point', coordinates: [PLACE.lon, PLACE.lat] },
  });
const holder = async () =>
  (await city.store.leases.list()).find(({ lease, leftMs }) => lease === 'watch' && leftMs > 0)?.holder;
const holding = async () => {
  const held = await holder();
  return held === undefined ? null : held.startsWith('node-1#') ? a : b;
};

/** The greeting of a screen that comes from elsewhere. */
function greeting(node: ServerProcess, resume: Place | null): Promise<Hello> {
  const auth = { protocol: PROTOCOL, token: city.wall, resume };
  const socket = io(`${node.url}/feed`, { transports: ['websocket'], forceNew: true, reconnection: false, auth });
  sockets.push(socket);
  return new Promise((heard) => socket.on('hello', heard));
}

describe('two nodes', () => {
  test('show the same, whoever took it in', async () => {
    const [here, there] = [follow(a.url, city.wall), follow(b.url, city.wall)];
    const answers = await Promise.all([report(a), report(b), report(a)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    for (const node of [a, b]) {
      const { stateHash } = await allLive([here, there], node.url, city.wall);
      expect([here.stateHash(), there.stateHash()]).toEqual([stateHash, stateHash]);
    }
    here.stop();
    there.stop();
  });

  test('let a screen go on at the other from where it stands', async () => {
    const screen = follow(a.url, city.wall);
    await report(b);
    await allLive([screen], a.url, city.wall);
    const { place } = screen.state;
    screen.stop();
    await report(a);
    expect(await greeting(b, place)).toMatchObject({ mode: 'resume', epoch: place!.epoch });
    expect(await greeting(a, place)).toMatchObject({ mode: 'resume' });
  });

  test('give one report that both take at once one number', async () => {
    const answers = await Promise.all([report(a, 'both'), report(b, 'both'), report(b, 'both'), report(a, 'both')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    const ids = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { id: string }).id));
    expect(new Set(ids).size).toBe(1);
  });

  test('hear of each other in what one of them is told of units', async () => {
    expect((await post(a, 'positions', [{ unit: 'PD-1', at: Date.now(), ...PLACE }])).status).toBe(202);
    const shown = (node: ServerProcess) =>
      new Promise<void>((seen) => {
        const auth = { protocol: PROTOCOL, token: city.wall, resume: null };
        const socket = io(`${node.url}/feed`, { transports: ['websocket'], forceNew: true, auth });
        sockets.push(socket);
        socket.on('positions', (frame: ArrayBuffer) => {
          const view = new DataView(frame instanceof ArrayBuffer ? frame : new Uint8Array(frame).buffer);
          if (view.getUint16(2, true) > 0) seen();
        });
      });
    await Promise.all([a, b].map(shown));
  });

  test('watch by one of them, and by the other when that one dies; its own writes are refused when it only slept', async () => {
    await vi.waitFor(async () => expect(await holder()).toBeDefined(), { timeout: 10_000 });
    const first = (await holding())!;
    const other = first === a ? b : a;
    process.kill(first.pid(), 'SIGSTOP');
    await vi.waitFor(async () => expect(await holding()).toBe(other), { timeout: 15_000, interval: 100 });
    process.kill(first.pid(), 'SIGCONT');
    await vi.waitFor(async () => expect((await report(first)).status).toBe(201), { timeout: 15_000 });
    expect(await holding()).toBe(other);
    await other.kill();
    await vi.waitFor(async () => expect(await holding()).toBe(first), { timeout: 15_000, interval: 100 });
    await other.start();
    expect(await holding()).toBe(first);
  }, 90_000);

  test('are joined by nobody with another city or another Redis than may be used: 78', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'watchfloor-city-'));
    cpSync(join(import.meta.dirname, '../../data/city/xining'), folder, { recursive: true });
    const file = join(folder, 'city.json');
    const pack = JSON.parse(readFileSync(file, 'utf8')) as { names: { en: string } };
    writeFileSync(file, JSON.stringify({ ...pack, names: { ...pack.names, en: 'Elsewhere' } }));
    const locked = await startRedis({ password: 'geheim' });
    for (const env of [{ CITY: folder }, { REDIS_URL: locked.url }])
      await expect((await city.another({ ...env })).start()).rejects.toThrow('the server ended with 78');
    await locked.kill();
    rmSync(folder, { recursive: true });
    expect((await report(a)).status).toBe(201);
  }, 60_000);

  test('go on without Redis, and with it again', async () => {
    await city.redis.kill();
    expect((await report(a)).status).toBe(201);
    await post(a, 'positions', [{ unit: 'PD-2', at: Date.now(), ...PLACE }]);
    const screen = follow(b.url, city.wall);
    await allLive([screen], b.url, city.wall);
    screen.stop();
    await city.redis.again();
    expect((await report(b)).status).toBe(201);
  }, 60_000);
});
