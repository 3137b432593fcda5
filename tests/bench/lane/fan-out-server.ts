// A server that sends positions to whoever connects; started by fan-out.ts with what it is and how many units.
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Server } from 'socket.io';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Bounds } from '#data/contract/place.ts';
import { accepted } from '#data/kit/result.ts';
import { createHub } from '#server/feed/hub.ts';
import { createPositions, TICK_MS } from '#server/feed/positions.ts';
import { openFeed } from '#server/feed/socket.ts';
import { realClock } from '#server/real-clock.ts';
import { createMemoryLog } from '../../feed/memory-log.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { createSwarm, tell, type Step } from './swarm.ts';

/** `ws`: one frame made once, handed to every socket. `emit`: what Socket.IO does with objects. */
export type Kind = 'watchfloor' | 'ws' | 'emit';
export type Order = { ticks: number; everyMs: number };
/** Microseconds of processor time, user and system, of all threads. */
export type Bill = { cpuUs: number };

const REACH: Bounds = [101.6, 36.5, 101.95, 36.75];
const STEPS = 100;

const [kind, units] = [process.argv[2] as Kind, Number(process.argv[3])];
const swarm = createSwarm(REACH, units);
/** Made beforehand: where the positions come from is not what is measured. */
const steps = Array.from({ length: STEPS }, () => swarm.step());
let next = 0;
const nextStep = () => steps[next++ % STEPS]!;
const http = createServer();
const tick = await { watchfloor, ws, emit }[kind](http);
http.listen(0, '127.0.0.1', () => process.send!((http.address() as AddressInfo).port));

process.once('disconnect', () => process.exit());
process.on('message', async ({ ticks, everyMs }: Order) => {
  const before = process.cpuUsage();
  for (let i = 0; i < ticks; i++) {
    tick();
    await sleep(everyMs);
  }
  const { user, system } = process.cpuUsage(before);
  process.send!({ cpuUs: user + system } satisfies Bill);
});

async function watchfloor(server: HttpServer): Promise<() => void> {
  const hub = await createHub({
    log: createMemoryLog(),
    clock: realClock,
    trouble: (_, error) => console.error(error),
  });
  warmUp();
  const positions = createPositions({ clock: realClock, reach: REACH });
  openFeed({
    server,
    hub,
    positions,
    clock: realClock,
    random: Math.random,
    builds: { build: '1', minBuild: '1' },
    identify: async () =>
      accepted({ view: { name: 'ops-wall' as const }, seat: { kind: 'token' as const, id: 'wall' } }),
  });
  return () => tell(nextStep(), positions.put);
}

/** As of a server that has run for a minute: what is measured is not the compiling of its code. */
function warmUp(): void {
  const clock = createTestClock();
  const positions = createPositions({ clock, reach: REACH });
  positions.join({ drained: () => true, write: () => {} });
  for (let i = 0; i < 600; i++) {
    tell(steps[i % STEPS]!, positions.put);
    clock.advance(TICK_MS);
  }
}

async function ws(server: HttpServer): Promise<() => void> {
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  const frame = framed(swarm.frame());
  return () => {
    for (const socket of sockets.clients) senderOf(socket).sendFrame([frame]);
  };
}

async function emit(server: HttpServer): Promise<() => void> {
  const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false });
  // A few sets of them: a heap full of objects would be billed for their collection.
  const sets = steps.slice(0, 4).map(objectsOf);
  return () => void io.emit('positions', sets[next++ % sets.length]!);
}

function objectsOf({ slots, lons, lats }: Step): object[] {
  return Array.from(slots, (slot, i) => ({
    unit: `unit-${slot}`,
    at: 1_800_000_000_000,
    lon: lons[i]!,
    lat: lats[i]!,
    speed: 8.5,
    heading: 270,
  }));
}

/** RFC 6455: a whole, unmasked binary message of 126 to 65,535 bytes. */
function framed(payload: Uint8Array): Buffer {
  const header = Buffer.from([0x82, 126, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([header, payload]);
}

/** Takes finished frames; inside the `ws` package. */
const senderOf = (socket: WebSocket) =>
  (socket as unknown as { _sender: { sendFrame(frames: Buffer[]): void } })._sender;
