import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engineWire, type EngineSocket, type EngineWire } from '#server/feed/engine-wire.ts';
import type { Wire } from '#server/feed/outlet.ts';
import { binaryPacket, sharedEnd, splitPacket, textPacket, type Packet } from '#server/feed/packet.ts';
import { realClock, until } from './real-clock.ts';
import { stockClient, type StockClient } from './stock-client.ts';

let http: HttpServer;
let io: Server;
let client: StockClient;
let conn: EngineSocket;
let emit: (event: string, ...args: unknown[]) => void;

beforeEach(async () => {
  http = createServer();
  // Pings every few milliseconds, so that they get between everything else.
  io = new Server(http, { transports: ['websocket'], perMessageDeflate: false, pingInterval: 5, pingTimeout: 5000 });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const connected = new Promise<void>((done) => {
    io.of('/feed').on('connection', (socket) => {
      conn = socket.conn as unknown as EngineSocket;
      emit = (event, ...args) => void socket.emit(event, ...args);
      done();
    });
  });
  client = stockClient(`http://127.0.0.1:${(http.address() as AddressInfo).port}`);
  await connected;
});

afterEach(async () => {
  client.socket.disconnect();
  await io.close();
});

/** The same connection, as a transport that cannot take finished frames. */
const withoutFrames = (): EngineSocket => ({
  writeBuffer: [],
  transport: { writable: true, on: () => {} },
  write: (message, options) => conn.write(message, options),
});

const open = (socket: EngineSocket): EngineWire => engineWire(socket, () => {}, realClock);
const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 31) & 255);
const lengths = [0, 1, 70, 71, 72, 73, 125, 126, 127, 1000, 65_490, 65_535, 65_536, 70_000, 300_000];

async function check(packets: [Packet, string, unknown][], wire: Wire): Promise<void> {
  for (const [packet] of packets) wire.write(packet);
  await until('all decoded', () => client.events.length >= packets.length);
  expect(client.frames('gone')).toEqual([]);
  client.events.forEach(({ event, frame }, i) => {
    const [, name, expected] = packets[i]!;
    expect(event).toBe(name);
    if (expected instanceof Uint8Array) expect(Buffer.compare(frame as Buffer, expected)).toBe(0);
    else expect(frame).toEqual(expected);
  });
}

function everything(): [Packet, string, unknown][] {
  return lengths.flatMap((length): [Packet, string, unknown][] => {
    const text = { text: '西é𝛑"\\'.repeat(length / 8) + 'x'.repeat(length % 8) };
    const tail = JSON.stringify(text).slice(1);
    return [
      [textPacket('beat', JSON.stringify(text)), 'beat', text],
      [binaryPacket('positions', bytes(length)), 'positions', bytes(length)],
      [splitPacket('hello', '{"batch":7,', sharedEnd(tail)), 'hello', { batch: 7, ...text }],
    ];
  });
}

describe('the stock client decodes all that is written', () => {
  it('as finished frames of every length, with pings in between (P1)', () => check(everything(), open(conn)));

  it('as ordinary messages, where the transport takes no finished frames (P1)', () =>
    check(everything(), open(withoutFrames())));

  it('behind what Socket.IO itself had to say first, in the order written (P1)', async () => {
    const wire = open(conn);
    const sent: string[] = [];
    const write = (event: string, packet: (event: string) => Packet) =>
      void (sent.push(event), wire.write(packet(event)));
    for (let i = 0; i < 50; i++) emit(`own${i}`, { i });
    for (let i = 0; i < 500; i++) {
      if (i % 2) write(`positions${i}`, (event) => binaryPacket(event, bytes(i)));
      else write(`beat${i}`, (event) => textPacket(event, '{}'));
      if (i % 50 === 0) await new Promise((done) => setTimeout(done, 3));
    }
    await until('all decoded', () => client.events.length >= 550);
    expect(client.events.map(({ event }) => event)).toEqual([
      ...Array.from({ length: 50 }, (_, i) => `own${i}`),
      ...sent,
    ]);
  });

  it('takes finished frames here: the fast way is the one that is used', () => {
    const messages: unknown[] = [];
    const wire = open({
      ...conn,
      ...withoutFrames(),
      transport: conn.transport,
      write: (message) => void messages.push(message),
    });
    wire.write(textPacket('beat', '{}'));
    expect(messages).toEqual([]);
  });
});

/** A socket whose peer reads only when the test says so. */
function stalled() {
  const frames: unknown[] = [];
  const waiting: (() => void)[] = [];
  const socket = { writableLength: 0, write: (_: string, sent: () => void) => void waiting.push(sent) };
  const transport = {
    writable: true,
    on: () => {},
    socket: {
      _sender: { sendFrame: (frame: unknown) => void (socket.writableLength = frames.push(frame)) },
      _socket: socket,
    },
  };
  return {
    frames,
    waiting,
    conn: { writeBuffer: [], transport, write: () => {} } as EngineSocket,
    read() {
      socket.writableLength = 0;
      waiting.splice(0).forEach((sent) => sent());
    },
  };
}

describe('a wire', () => {
  it('is drained when the operating system has taken all, and tells so who asked and was told no', () => {
    const peer = stalled();
    const wire = open(peer.conn);
    let told = 0;
    wire.onDrained(() => void told++);
    wire.write(textPacket('beat', '{}'));
    expect(peer.waiting).toHaveLength(0);
    for (let i = 0; i < 5; i++) expect(wire.drained()).toBe(false);
    expect(peer.waiting).toHaveLength(1);
    peer.read();
    expect([told, wire.drained()]).toEqual([1, true]);
    peer.read();
    expect(told).toBe(1);
  });

  it('does not say that it has drained when it was filled again meanwhile', () => {
    const peer = stalled();
    const wire = open(peer.conn);
    let told = 0;
    wire.onDrained(() => {
      if (++told < 3) wire.write(textPacket('beat', '{}'));
      wire.drained();
    });
    wire.write(textPacket('beat', '{}'));
    wire.drained();
    for (let i = 1; i <= 5; i++) {
      peer.read();
      expect(told).toBe(Math.min(i, 3));
    }
  });

  it('that was asked before Engine.IO had said its first words still tells', async () => {
    const early = Object.assign(Object.create(conn.transport) as object, { writable: false });
    const listeners: (() => void)[] = [];
    const transport = Object.assign(early, {
      on: (_: 'ready', run: () => void) => void listeners.push(run),
    }) as EngineSocket['transport'];
    const wire = open({ writeBuffer: [], transport, write: () => {} });
    let told = 0;
    wire.onDrained(() => void told++);
    expect(wire.drained()).toBe(false);
    Object.assign(early, { writable: true });
    listeners.forEach((run) => run());
    expect(told).toBe(1);
  });
});
