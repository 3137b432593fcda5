import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A network between a process and a service that can be cut. */
export type Proxy = {
  /** `url` through it. */
  url: string;
  /**
   * Cuts everything once `after` pieces have gone by on the connection that is committing: `up` before the piece reaches the
   * server, `down` before its answer comes back.
   */
  cutAfter(way: 'up' | 'down', after: number): void;
  /** Whether what was asked for has come to pass. */
  wasCut(): boolean;
  /** How often somebody was not let through. */
  refused(): number;
  /** Lets nobody through until it is mended. */
  down(): void;
  /** Takes everything and answers nothing, until it is mended. */
  hold(): void;
  /** Passes nothing on; what was on its way arrives when it is mended. */
  pause(): void;
  /** Ends all connections; the next ones are let through. */
  cut(): void;
  mend(): void;
  close(): void;
};

/** What a connection that appends sends first. */
const BEGIN = 'BEGIN';

/** One that ends with the running test. */
export async function makeProxy(url: string): Promise<Proxy> {
  const proxy = await openProxy(url);
  onTestFinished(proxy.close);
  return proxy;
}

export async function openProxy(url: string): Promise<Proxy> {
  const to = new URL(url);
  const [port, host] = [Number(to.port || 5432), to.hostname];
  const pairs = new Set<[Socket, Socket]>();
  let state: 'open' | 'down' | 'held' | 'paused' = 'open';
  let plan: { way: 'up' | 'down'; left: number } | null = null;
  let committing: Socket | null = null;
  let refused = 0;

  const cut = () => {
    plan = null;
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };

  const server = createServer((near) => {
    if (state === 'down') {
      refused++;
      return near.destroy();
    }
    const far = connect(port, host);
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    for (const [from, other, way] of [
      [near, far, 'up'],
      [far, near, 'down'],
    ] as const) {
      from.setNoDelay(true);
      from.on('error', () => {});
      from.on('close', () => {
        other.destroy();
        pairs.delete(pair);
      });
      from.on('data', (piece: Buffer) => {
        if (state === 'held') return;
        if (plan && way === 'up' && !committing && piece.includes(BEGIN)) committing = near;
        if (plan && committing === near && plan.way === way && plan.left-- === 0) return cut();
        other.write(piece);
      });
    }
    if (state === 'paused') for (const socket of pair) socket.pause();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  to.port = String((server.address() as AddressInfo).port);
  to.hostname = '127.0.0.1';
  return {
    url: to.href,
    cutAfter(way, after) {
      committing = null;
      plan = { way, left: after };
    },
    wasCut: () => plan === null,
    refused: () => refused,
    down() {
      state = 'down';
      cut();
    },
    hold() {
      state = 'held';
    },
    pause() {
      state = 'paused';
      for (const pair of pairs) for (const socket of pair) socket.pause();
    },
    cut,
    mend() {
      state = 'open';
      plan = null;
      for (const pair of pairs) for (const socket of pair) socket.resume();
    },
    close() {
      cut();
      server.close();
    },
  };
}
