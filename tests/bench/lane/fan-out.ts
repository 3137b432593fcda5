import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Bill, Kind, Order } from './fan-out-server.ts';
import { inTurns } from '../in-turns.ts';
import { rawWall } from '../raw-wall.ts';

/** How long the last frames may be on their way. */
const DRAIN_MS = 300;

/** Server processor time for one frame to one client, in microseconds. */
export type FanOutFigures<K extends Kind> = Record<K, number>;

type Scene<K extends Kind> = {
  kinds: readonly K[];
  units: number;
  clients: number;
  everyMs?: number;
  ticks?: number;
  rounds?: number;
};

/** G1: servers of each kind as processes of their own, clients that only count, in turns. */
export async function measureFanOut<K extends Kind>(scene: Scene<K>): Promise<FanOutFigures<K>> {
  const { kinds, units, clients, everyMs = 110, ticks = 150, rounds = 2 } = scene;
  const crowds = new Map<K, Crowd>();
  try {
    for (const kind of kinds) crowds.set(kind, await gather(kind, units, clients));
    const contenders = kinds.map((kind) => [kind, () => crowds.get(kind)!.round({ ticks, everyMs })]);
    return await inTurns(Object.fromEntries(contenders) as Record<K, () => Promise<number>>, rounds);
  } finally {
    for (const crowd of crowds.values()) crowd.leave();
  }
}

/** What one tick costs however many walls there are, and what each wall adds to it, in microseconds. */
export type Parts = { tick: number; wall: number };

/** Takes the bill apart: `single` is that of one wall, `frame` of each of so many walls. */
export function partsOf({ single, frame, walls }: { single: number; frame: number; walls: number }): Parts {
  const wall = (frame * walls - single) / (walls - 1);
  return { wall, tick: single - wall };
}

/** A server and those connected to it. */
type Crowd = {
  /** Microseconds for one frame to one client. */
  round(order: Order): Promise<number>;
  leave(): void;
};

async function gather(kind: Kind, units: number, clients: number): Promise<Crowd> {
  const server = fork(join(import.meta.dirname, 'fan-out-server.ts'), [kind, String(units)]);
  const port = await answer<number>(server);
  let frames = 0;
  const count = () => void frames++;
  const connect = {
    watchfloor: () => rawWall(`http://127.0.0.1:${port}`, 'any', count),
    ws: () => bare(port, count),
    emit: () => engine(port, count),
  }[kind];
  for (let i = 0; i < clients; i++) await connect();
  return {
    async round(order) {
      const before = frames;
      const { cpuUs } = await asked(server, order);
      await sleep(DRAIN_MS);
      const delivered = frames - before;
      // What comes of its own accord now and then, keyframes to newcomers, is not what we count on.
      if (delivered < 0.9 * clients * order.ticks) throw new Error(`${kind}: only ${delivered} frames arrived`);
      return cpuUs / delivered;
    },
    leave: () => server.disconnect(),
  };
}

function asked(server: ChildProcess, order: Order): Promise<Bill> {
  server.send(order);
  return answer<Bill>(server);
}

/** The next thing it says. @throws when it ends instead. */
async function answer<T>(server: ChildProcess): Promise<T> {
  const ended = once(server, 'exit').then(() => Promise.reject(new Error('a server of the fan-out ended')));
  const [message] = (await Promise.race([once(server, 'message'), ended])) as [T];
  return message;
}

async function bare(port: number, count: () => void): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
  socket.on('message', count);
  await once(socket, 'open');
}

/** As Socket.IO's own client connects to the main namespace. */
async function engine(port: number, count: () => void): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, {
    perMessageDeflate: false,
    skipUTF8Validation: true,
  });
  await new Promise<void>((taken) => {
    socket.on('message', (data: Buffer) => {
      const start = data.toString('latin1', 0, 2);
      if (start === '42') return count();
      if (start.startsWith('0')) socket.send('40');
      else if (start === '2') socket.send('3');
      else if (start === '40') taken();
    });
  });
}
