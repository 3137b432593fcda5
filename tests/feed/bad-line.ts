import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP line in front of a server that misbehaves on demand. */
export type BadLine = {
  port: number;
  /** Connections that stand now. */
  readonly count: number;
  /** Breaks every connection, or those that `which` picks by index, with a reset. */
  reset(which?: (index: number) => boolean): void;
  /** Nothing passes any more, either way, and nobody is told. */
  blackHole(which?: (index: number) => boolean): void;
  close(): Promise<void>;
};

export async function badLine(target: number): Promise<BadLine> {
  const pairs = new Set<[Socket, Socket]>();
  const server = createServer((near) => {
    const far = createConnection(target, '127.0.0.1');
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    near.pipe(far);
    far.pipe(near);
    for (const end of pair) {
      end.on('error', () => {});
      end.on('close', () => {
        pairs.delete(pair);
        pair.forEach((one) => one.destroy());
      });
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const picked = (which: (index: number) => boolean) => [...pairs].filter((_, index) => which(index));
  return {
    port: (server.address() as AddressInfo).port,
    get count() {
      return pairs.size;
    },
    reset(which = () => true) {
      for (const pair of picked(which)) pair.forEach((end) => end.resetAndDestroy());
    },
    blackHole(which = () => true) {
      for (const [near, far] of picked(which)) {
        near.unpipe(far).resume();
        far.unpipe(near).resume();
      }
    },
    async close() {
      for (const pair of pairs) pair.forEach((end) => end.destroy());
      await new Promise((done) => server.close(done));
    },
  };
}
