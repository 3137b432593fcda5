import { connect, type Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newFact } from './new-fact.ts';
import { realServer, type RealServer } from './real-server.ts';
import { sleep, until } from './real-clock.ts';
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

/** One masked text frame of a client. */
function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const header =
    payload.length < 126
      ? Buffer.from([0x81, 0x80 | payload.length])
      : Buffer.from([0x81, 0xfe, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([header, Buffer.alloc(4), payload]);
}

/** A connection made by hand that follows from the head, and then reads nothing any more. */
async function stalledClient(): Promise<Socket> {
  const socket = connect(server.port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => {});
  let heard = '';
  socket.on('data', (data) => (heard += data.toString('latin1')));
  const key = randomBytes(16).toString('base64');
  socket.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  await until('open', () => heard.includes('pingInterval'));
  socket.write(frame(`40/feed,${JSON.stringify({ protocol: 1, token: 'boss', resume: server.hub.place() })}`));
  await until('hello', () => heard.includes('"hello"'));
  socket.pause();
  return socket;
}

const text = (i: number) =>
  newFact({ kind: 'incident.noted', incident: 'i1', rev: 2, text: String(i).repeat(1000), at: 5 });

it('clients that read nothing are cut within 15 s, cost little memory, and the others notice nothing (P18, P20)', async () => {
  server.log.add(text(0));
  const healthy = await Promise.all(
    Array.from({ length: 10 }, () => following(server.origin, server.hub.place(), { token: 'boss' })),
  );
  for (let i = 0; i < 30; i++) await stalledClient();
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
