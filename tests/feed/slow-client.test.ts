import type { Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newFact } from './new-fact.ts';
import { realServer, type RealServer } from './real-server.ts';
import { sleep, until } from './real-clock.ts';
import { stalledClient } from '../support/network/stalled-client.ts';
import { following } from './stock-client.ts';

let server: RealServer;
const sockets: Socket[] = [];

let ends: Socket[] = [];

beforeEach(async () => {
  server = await realServer();
  ends = [];
  server.http.on('connection', (socket) => void ends.push(socket));
});

/** Bytes written to all connections that the operating system has not taken yet. */
const waiting = () => ends.reduce((sum, socket) => sum + (socket.destroyed ? 0 : socket.writableLength), 0);

afterEach(async () => {
  sockets.splice(0).forEach((socket) => socket.destroy());
  await server.stop();
});

const text = (i: number) =>
  newFact({ kind: 'incident.noted', incident: 'i1', rev: 2, text: String(i).repeat(1000), at: 5 });

it('clients that read nothing are cut within 15 s, cost little memory, and the others notice nothing (P18, P20)', async () => {
  server.log.add(text(0));
  const healthy = await Promise.all(
    Array.from({ length: 10 }, () => following(server.origin, server.hub.place(), { token: 'boss' })),
  );
  for (let i = 0; i < 30; i++)
    sockets.push(await stalledClient({ port: server.port, token: 'boss', resume: server.hub.place() }));
  expect(server.feed.outlets()).toHaveLength(40);
  const started = Date.now();
  let written = 1;
  let most = 0;
  while (server.feed.outlets().length > 10 && Date.now() - started < 17_000) {
    for (let i = 0; i < 10; i++) server.log.add(text(written++));
    for (let slot = 0; slot < 2000; slot++) server.positions.put(slot, 101 + Math.random(), 36.5);
    await sleep(50);
    most = Math.max(most, waiting());
  }
  expect(server.feed.outlets()).toHaveLength(10);
  expect(Date.now() - started).toBeLessThan(15_500);
  // Each of them missed megabytes; what waits for it in this process is one batch and one frame.
  expect(most).toBeLessThan(30 * 64_000);
  expect(written).toBeGreaterThan(1000);
  for (const stock of healthy) {
    await until('all there', () => (stock.frames<{ to: number }>('facts').at(-1)?.to ?? 0) === written);
    expect(stock.frames('bye')).toEqual([]);
    stock.socket.disconnect();
  }
}, 60_000);

it('a client that reads but acknowledges nothing is told that it is slow, and cut (P20, P31)', async () => {
  server.log.add(text(0));
  const stock = await following(server.origin, server.hub.place(), { token: 'boss', acks: false });
  server.log.add(text(1));
  expect(await stock.next('bye', 1, 15_000)).toMatchObject({ why: 'slow' });
  await stock.gone();
}, 30_000);
