import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { View } from '#data/contract/view.ts';
import type { Bounds } from '#data/contract/place.ts';
import { accepted, refused } from '#data/kit/result.ts';
import { createHub, type Hub } from '#server/feed/hub.ts';
import type { Builds } from '#server/feed/outlet.ts';
import { createPositions, type Positions } from '#server/feed/positions.ts';
import { createSnapshots } from '#server/feed/snapshots.ts';
import type { Seat, SeatLimits } from '#server/feed/seats.ts';
import { openFeed, type Feed } from '#server/feed/socket.ts';
import type { FactLog } from '#server/store/store.ts';
import { createMemoryLog, type MemoryLog } from './memory-log.ts';
import { realClock } from './real-clock.ts';

export const reach: Bounds = [101, 36, 102, 37];

/** What a token in these tests is good for. */
export const tokens: Record<string, View> = {
  ops: { name: 'ops-wall' },
  public: { name: 'public-wall' },
  north: { name: 'ops-wall', area: 'north' as never },
  boss: { name: 'supervisor' },
};

export type RealServer = {
  log: MemoryLog;
  hub: Hub;
  positions: Positions;
  feed: Feed<{ view: View; token: string; seat: Seat }>;
  http: Server;
  port: number;
  origin: string;
  stop(): Promise<void>;
};

type About = { log?: MemoryLog; limits?: Partial<SeatLimits>; builds?: Builds; origins?: string[]; port?: number };

/** The feed and its snapshots on a port of this machine, without the rest of the product. */
export async function realServer({ log = createMemoryLog(), port = 0, ...about }: About = {}): Promise<RealServer> {
  const trouble = (what: string, error: unknown) => {
    throw new Error(what, { cause: error });
  };
  const hub = await createHub({ log: log as FactLog, clock: realClock, trouble });
  const positions = createPositions({ clock: realClock, reach });
  const snapshotFor = createSnapshots(hub, realClock);
  const http = createServer((request, response) => {
    const view = tokens[request.headers.authorization?.replace('Bearer ', '') ?? ''];
    if (request.url !== '/api/v1/snapshot' || !view) return void response.writeHead(404).end();
    snapshotFor(view)
      .then(({ etag, gzip }) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip', etag }).end(gzip);
      })
      .catch((error: unknown) => response.destroy(error as Error));
  });
  const feed = openFeed({
    server: http,
    hub,
    positions,
    clock: realClock,
    random: Math.random,
    builds: about.builds ?? { build: '1.2.0', minBuild: '1.1.0' },
    identify: async ({ token = '' }) => {
      const view = tokens[token];
      const kind = token === 'boss' ? 'session' : 'token';
      return view ? accepted({ view, token, seat: { kind, id: token } as const }) : refused('nobody');
    },
    ...(about.limits && { limits: about.limits }),
    ...(about.origins && { origins: about.origins }),
  });
  await new Promise<void>((done) => http.listen(port, '127.0.0.1', done));
  const address = http.address() as AddressInfo;
  return {
    log,
    hub,
    positions,
    feed,
    http,
    port: address.port,
    origin: `http://127.0.0.1:${address.port}`,
    async stop() {
      await feed.shutdown();
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
      hub.close();
    },
  };
}
