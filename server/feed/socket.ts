import type { IncomingHttpHeaders, Server as HttpServer } from 'node:http';
import { Server, type Namespace, type Socket } from 'socket.io';
import { Ack, HandshakeAuth, Place, PROTOCOL, type Bye } from '#data/contract/feed.ts';
import type { View } from '#data/contract/view.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Random } from '#data/kit/random.ts';
import type { Result } from '#data/kit/result.ts';
import { isOlderBuild } from '#data/rules/build-order.ts';
import { seesOperations } from '#data/contract/sight.ts';
import { createBucket } from './bucket.ts';
import { engineWire, type EngineSocket } from './engine-wire.ts';
import type { Hub } from './hub.ts';
import { mayOpen } from './origin.ts';
import { createOutlet, retryAfter, type Builds, type Outlet, type Wire } from './outlet.ts';
import { textPacket } from './packet.ts';
import type { Positions } from './positions.ts';
import { createRounds } from './rounds.ts';

/** Who looks. The rest of what `identify` answers comes back in `revoke` and `measure`. */
export type Viewer = { view: View };

/** What a peer shows at the door; `view` says which of a browser's cookies it means. */
export type Knock = {
  token: string | undefined;
  view: string | undefined;
  headers: IncomingHttpHeaders;
  address: string;
};

export type Feed<Who extends Viewer> = {
  /** Every connection, for the metrics: who, whether it follows, and how many facts it is behind. */
  outlets(): { who: Who; follows: boolean; behind: number }[];
  /** Cuts those whose right has ended. */
  revoke(whose: (who: Who) => boolean): void;
  /** Shows another view to those whose right has changed. */
  show(view: View, to: (who: Who) => boolean): void;
  /** Another namespace on the same connections: websocket only, pages of our own origins only. */
  namespace(name: `/${string}`): Namespace;
  /** Every namespace that is open. */
  namespaces(): string[];
  /** Says goodbye to everybody and takes nobody any more; resolves when they are gone. */
  shutdown(): Promise<void>;
};

export type FeedParts<Who extends Viewer> = {
  server: HttpServer;
  hub: Hub;
  positions: Positions;
  clock: Clock;
  random: Random;
  builds: Builds;
  /** Who is at the door; a refusal is a sentence for the log and the peer. */
  identify: (knock: Knock) => Promise<Result<Who, string>>;
  /** Other origins whose pages may connect: the public address. */
  origins?: readonly string[];
  limits?: Partial<FeedLimits>;
};

export type FeedLimits = { outlets: number; perAddress: number };

/** What goes with an outlet. */
type Connection<Who> = { who: Who; address: string; wire: Wire; leavePositions: Stop };

/** Opens the feed on `server`: Socket.IO, path /socket.io, namespace /feed, websocket only. */
export function openFeed<Who extends Viewer>(parts: FeedParts<Who>): Feed<Who> {
  const { server, hub, positions, clock, random, builds, identify, origins = [] } = parts;
  const limits: FeedLimits = { outlets: 5000, perAddress: 1200, ...parts.limits };
  const outlets = new Map<Outlet, Connection<Who>>();
  let closing = false;

  const io = new Server(server, {
    path: '/socket.io',
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: 4096,
    connectTimeout: 10_000,
    // A peer that has gone without a word is found within 14 s.
    pingInterval: 8000,
    pingTimeout: 6000,
    allowRequest: (request, answer) => answer(null, mayOpen(request, origins)),
  });
  io.use((_socket, next) => next(new Error('the feed is at /feed')));

  const feed = io.of('/feed');
  feed.use((socket, next) => {
    const auth = HandshakeAuth.safeParse(socket.handshake.auth);
    if (!auth.success) return next(new Error('unreadable handshake'));
    const { headers, address, query } = socket.handshake;
    const view = typeof query['view'] === 'string' ? query['view'] : undefined;
    identify({ token: auth.data.token, view, headers, address }).then(
      (identified) => {
        if (!identified.ok) return next(new Error(identified.refusal));
        socket.data = { auth: auth.data, who: identified.value };
        next();
      },
      () => next(new Error('try again')),
    );
  });
  feed.on('connection', (socket) => {
    const { auth, who } = socket.data as { auth: HandshakeAuth; who: Who };
    const wire = engineWire(socket.conn as unknown as EngineSocket, () => void socket.disconnect(true), clock);
    const refusal = refusalOf(auth, socket.handshake.address);
    if (refusal) {
      wire.write(textPacket('bye', JSON.stringify({ why: refusal, retryMs: retryAfter(refusal, random) })));
      return wire.close();
    }
    const outlet = createOutlet({ wire, hub, view: who.view, resume: auth.resume, builds, clock, random });
    const leavePositions = joinPositions(who.view, wire);
    outlets.set(outlet, { who, address: socket.handshake.address, wire, leavePositions });
    wire.onDrained(() => {
      outlet.drained();
      positions.drained(wire);
    });
    listen(socket, outlet);
    socket.on('disconnect', () => leave(outlet));
  });

  function leave(outlet: Outlet): void {
    outlet.closed();
    outlets.get(outlet)?.leavePositions();
    outlets.delete(outlet);
  }

  const joinPositions = (view: View, wire: Wire) => (seesOperations(view) ? positions.join(wire) : () => {});

  function refusalOf(auth: HandshakeAuth, address: string): Bye['why'] | null {
    if (closing) return 'shutdown';
    if (auth.protocol !== PROTOCOL) return 'upgrade';
    if (auth.build !== undefined && isOlderBuild(auth.build, builds.minBuild)) return 'upgrade';
    const fromThere = [...outlets.values()].filter((other) => other.address === address).length;
    return outlets.size >= limits.outlets || fromThere >= limits.perAddress ? 'busy' : null;
  }

  /** Whatever is not a well-formed follow or ack, or comes too often, ends the connection. */
  function listen(socket: Socket, outlet: Outlet): void {
    const mayFollow = createBucket(clock, { burst: 10, perSecond: 0.5 });
    const mayAck = createBucket(clock, { burst: 200, perSecond: 100 });
    const cut = () => socket.disconnect(true);
    socket.onAny((event: string, ...args: unknown[]) => {
      if (event === 'follow') {
        const place = Place.safeParse(args[0]);
        if (!place.success) return cut();
        return mayFollow() ? outlet.follow(place.data) : outlet.bye('busy');
      }
      const ack = event === 'ack' ? Ack.safeParse(args[0]) : null;
      if (!ack?.success || !mayAck() || !outlet.ack(ack.data.batch)) cut();
    });
  }

  const each = (run: (outlet: Outlet) => void) => {
    for (const outlet of [...outlets.keys()]) run(outlet);
  };
  hub.onGrown(
    createRounds(
      clock,
      () => outlets.size,
      () => each((outlet) => outlet.grown()),
    ),
  );
  hub.onReplaced(() => each((outlet) => outlet.replaced()));

  function show(view: View, outlet: Outlet, connection: Connection<Who>): void {
    connection.leavePositions();
    outlets.set(outlet, {
      ...connection,
      who: { ...connection.who, view },
      leavePositions: joinPositions(view, connection.wire),
    });
    outlet.show(view);
  }

  const those = (whose: (who: Who) => boolean) => [...outlets].filter(([, { who }]) => whose(who));
  return {
    outlets: () =>
      [...outlets].map(([{ sent }, { who }]) => ({
        who,
        follows: sent !== null,
        behind: sent ? hub.log.head - sent.seq : 0,
      })),
    revoke: (whose) => those(whose).forEach(([outlet]) => outlet.bye('revoked')),
    show: (view, to) => those(to).forEach(([outlet, connection]) => show(view, outlet, connection)),
    namespace: (name) => io.of(name),
    namespaces: () => [...io._nsps.keys()],
    async shutdown() {
      closing = true;
      each((outlet) => outlet.bye('shutdown'));
      if (outlets.size > 0) await new Promise<void>((done) => clock.after(1500, done));
      io.engine.close();
    },
  };
}
