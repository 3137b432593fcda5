import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A line between a process and a service that can be cut, and hold everything back like a network that has gone. */
export type CutProxy = {
  port: number;
  /** Ends all connections; the next ones are let through. */
  cut(): void;
  /** Takes connections and passes nothing on, neither way, until `mend`. */
  blackhole(): void;
  mend(): void;
  close(): Promise<void>;
};

export async function cutProxy(host: string, port: number): Promise<CutProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let isHeld = false;
  const server = createServer((near) => {
    const far = connect(port, host);
    const pair = [near, far] as const;
    pairs.add(pair);
    const end = () => {
      near.destroy();
      far.destroy();
      pairs.delete(pair);
    };
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on('error', end).on('close', end);
    }
    near.pipe(far);
    far.pipe(near);
    if (isHeld) for (const socket of pair) socket.pause();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const [near, far] of pairs) {
      near.destroy();
      far.destroy();
    }
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    blackhole() {
      isHeld = true;
      for (const pair of pairs) for (const socket of pair) socket.pause();
    },
    mend() {
      isHeld = false;
      for (const pair of pairs) for (const socket of pair) socket.resume();
    },
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
