import type { IncomingHttpHeaders } from 'node:http';
import type { Namespace, Socket } from 'socket.io';
import type { Board } from '#data/contract/board.ts';
import type { Present } from '#data/contract/desk-api.ts';
import { IncidentId } from '#data/contract/ids.ts';
import type { Person } from '#data/contract/person.ts';
import { viewKey, type View } from '#data/contract/view.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Result } from '#data/kit/result.ts';
import type { Roll } from '../store/shared.ts';
import { createBucket } from './bucket.ts';
import { createSeats, type SeatLimits } from './seats.ts';
import type { Peer } from './socket.ts';

/** Changes within so long are told together, ms. */
const TOGETHER_MS = 40;
/** Nobody has so many pages open. */
const most: SeatLimits = { all: 2000, keptForPeople: 0, perSession: 40, perToken: 0, perAddress: 600 };
const Opened = IncidentId.nullable();

/** A person at a page, and the session that lets them in. */
export type Sitting = { person: Pick<Person, 'id' | 'name'>; view: View; session: string };

/** Who has what open just now, over the namespace `/desk`, at whichever process. Nothing of it is kept. */
export type Presence = {
  /** Cuts the sockets of a session that has ended. */
  cut(session: string): void;
  size(): number;
};

type Parts = {
  desk: Namespace;
  /** Who is at the door; a refusal is a sentence for the peer. */
  identify: (headers: IncomingHttpHeaders, address: string) => Promise<Result<Sitting, string>>;
  present: Roll<Present[number]>;
  board: () => Board;
  clock: Clock;
  /** Where a peer comes from. */
  addressOf: (peer: Peer) => string;
};

export function openPresence({ desk, identify, present, board, clock, addressOf }: Parts): Presence {
  /** Those of this process. */
  const here = new Map<Socket, Sitting>();
  const seats = createSeats(most);
  let telling = false;

  desk.use((socket, next) => {
    identify(socket.handshake.headers, addressOf(socket.handshake)).then(
      (identified) => {
        if (!identified.ok) return next(new Error(identified.refusal));
        const refusal = seat(socket, identified.value);
        if (refusal !== null) return next(new Error(refusal));
        socket.data = identified.value;
        next();
      },
      () => next(new Error('try again')),
    );
  });

  desk.on('connection', (socket) => {
    const sitting = socket.data as Sitting;
    const mayOpen = createBucket(clock, { burst: 20, perSecond: 2 });
    const { id: person, name } = sitting.person;
    const says = (incident: IncidentId | null) => present.put(socket.id, { person, name, incident });
    here.set(socket, sitting);
    // Who cannot be told is sent away, and comes back.
    Promise.resolve(socket.join(viewKey(sitting.view))).catch(() => socket.disconnect(true));
    says(null);
    socket.onAny((event: string, ...args: unknown[]) => {
      const opened = event === 'open' && args.length === 1 ? Opened.safeParse(args[0]) : null;
      // Whatever else is said, or too often, ends the connection.
      if (!opened?.success || !mayOpen()) return socket.disconnect(true);
      says(seen(opened.data, sitting.view));
    });
    socket.on('disconnect', () => {
      here.delete(socket);
      present.remove(socket.id);
    });
  });
  present.follow(tellSoon);

  /** What there are too many of; null when this one may stay. Its seat is free again when it is gone, greeted or not. */
  function seat({ conn, handshake }: Socket, { session }: Sitting): string | null {
    if (conn.readyState !== 'open') return 'gone';
    const taken = seats.take({ kind: 'session', id: session }, addressOf(handshake));
    if (!taken.ok) return taken.refusal;
    conn.once('close', taken.value);
    return null;
  }

  /** The incident if it is on the board and the view may know of it. */
  function seen(incident: IncidentId | null, { area }: View): IncidentId | null {
    const row = incident === null ? undefined : board().incidents.get(incident);
    return row && (area === undefined || row.areas.includes(area)) ? row.id : null;
  }

  function tellSoon(): void {
    if (telling) return;
    telling = true;
    clock.after(TOGETHER_MS, () => {
      telling = false;
      // Made and written once for all who see the same, however many they are.
      const views = new Map([...here.values()].map(({ view }) => [viewKey(view), view]));
      for (const [key, view] of views) desk.to(key).emit('present', presentFor(view));
    });
  }

  /** Everybody once, or once for each incident that they have open in several windows. */
  function presentFor(view: View): Present {
    const all = new Map<string, Present[number]>();
    for (const { person, name, incident } of present.all()) {
      const shown = seen(incident, view);
      all.set(`${person}/${shown ?? ''}`, { person, name, incident: shown });
    }
    const busy = new Set([...all.values()].filter(({ incident }) => incident !== null).map(({ person }) => person));
    return [...all.values()].filter(({ person, incident }) => incident !== null || !busy.has(person));
  }

  return {
    cut(session) {
      for (const [socket, one] of here) if (one.session === session) socket.disconnect(true);
    },
    size: () => here.size,
  };
}
