import type { IncomingHttpHeaders, Server as HttpServer } from 'node:http';
import { Server, type Namespace, type Socket } from 'socket.io';
import { Ack, HandshakeAuth, Place, PROTOCOL, type Bye } from '#data/contract/feed.ts';
import type { View } from '#data/contract/view.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Random } from '#data/kit/random.ts';
import type { Result } from '#data/kit/result.ts';
import { isOlderBuild } from '#data/rules/build-order.ts';
import { seesOperations } from '#data/contract/sight.ts';
import { createBeats } from './beats.ts';
import { createBucket } from './bucket.ts';
import { engineWire, type EngineSocket } from './engine-wire.ts';
import type { Hub } from './hub.ts';
import { mayOpen } from './origin.ts';
import { createOutlet, retryAfter, type Builds, type Outlet, type Wire } from './outlet.ts';
import { textPacket } from './packet.ts';
import type { Positions } from './positions.ts';
import { createRounds } from './rounds.ts';
import { createSeats, type Seat, type SeatLimits } from './seats.ts';

/** Who looks, and whose the connection is. The rest of what `identify` answers comes back in `revoke` and `measure`. */
export type Viewer = { view: View; seat: Seat };

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
  /** Where a peer comes from: what the socket itself says where nothing is given. */
  addressOf?: (peer: Peer) => string;
  /** Other origins whose pages may connect: the public address. */
  origins?: readonly string[];
  limits?: Partial<SeatLimits>;
  /** Whether the hub shows what the store has, as far as is known. */
  isCurrent?: (() => boolean) | undefined;
};

/** A thousand screens may hang on one token; nobody has so many pages open. */
const most: SeatLimits = { all: 5000, keptForPeople: 1000, perSession: 40, perToken: 1200, perAddress: 1200 };

/** What goes with an outlet. */
type Connection<Who> = { who: Who; wire: Wire; leavePositions: Stop };

/** What a socket says of where it comes from. */
export type Peer = { headers: IncomingHttpHeaders; address: string };

/** Opens the feed on `server`: Socket.IO, path /socket.io, namespace /feed, websocket only. */
export function openFeed<Who extends Viewer>(parts: FeedParts<Who>): Feed<Who> {
  const { server, hub, positions, clock, random, builds, identify, origins = [], isCurrent } = parts;
  const { addressOf = ({ address }: Peer) => address } = parts;
  const seats = createSeats({ ...most, ...parts.limits });
  const outlets = new Map<Outlet, Connection<Who>>();
  const beats = createBeats(clock);
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
    const { headers, query } = socket.handshake;
    const address = addressOf(socket.handshake);
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
    const refuse = (why: Bye['why'], detail?: string) => {
      const bye: Bye = { why, retryMs: retryAfter(why, random), ...(detail !== undefined && { detail }) };
      wire.write(textPacket('bye', JSON.stringify(bye)));
      wire.close();
    };
    const refusal = refusalOf(auth);
    if (refusal) return refuse(refusal);
    const seat = seats.take(who.seat, addressOf(socket.handshake));
    if (!seat.ok) return refuse('busy', seat.refusal);
    socket.on('disconnect', seat.value);
    const outlet = createOutlet({
      wire,
      hub,
      view: who.view,
      resume: auth.resume,
      builds,
      beats,
      clock,
      random,
      isCurrent,
    });
    const leavePositions = joinPositions(who.view, wire);
    outlets.set(outlet, { who, wire, leavePositions });
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

  function refusalOf(auth: HandshakeAuth): Bye['why'] | null {
    if (closing) return 'shutdown';
    if (auth.protocol !== PROTOCOL) return 'upgrade';
    return auth.build !== undefined && isOlderBuild(auth.build, builds.minBuild) ? 'upgrade' : null;
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
