import type { IncomingHttpHeaders } from 'node:http';
import type { Namespace, Socket } from 'socket.io';
import type { Board } from '#data/contract/board.ts';
import type { Present } from '#data/contract/desk-api.ts';
import { IncidentId } from '#data/contract/ids.ts';
import type { View } from '#data/contract/view.ts';
import type { Clock } from '#data/kit/clock.ts';
import { createBucket } from '../feed/bucket.ts';
import type { Caller } from './gate.ts';
import { refusalAt } from './rights.ts';

/** Changes within so long are told together, ms. */
const TOGETHER_MS = 40;
const Opened = IncidentId.nullable();

type Here = { caller: Extract<Caller, { kind: 'person' }>; incident: IncidentId | null };

/** Who has what open just now, over the namespace `/desk`. Nothing of it is kept. */
export type Presence = {
  /** Cuts the sockets of a session that has ended. */
  cut(session: string): void;
  size(): number;
};

type Parts = {
  desk: Namespace;
  identify: (headers: IncomingHttpHeaders) => Promise<Caller | null>;
  board: () => Board;
  clock: Clock;
};

export function openPresence({ desk, identify, board, clock }: Parts): Presence {
  const here = new Map<Socket, Here>();
  let telling = false;

  desk.use((socket, next) => {
    identify(socket.handshake.headers).then(
      (caller) => {
        const refusal = refusalAt('SOCKET /desk', caller);
        if (refusal) return next(new Error(refusal.detail));
        socket.data = { caller };
        next();
      },
      () => next(new Error('try again')),
    );
  });

  desk.on('connection', (socket) => {
    const { caller } = socket.data as Pick<Here, 'caller'>;
    const mayOpen = createBucket(clock, { burst: 20, perSecond: 2 });
    here.set(socket, { caller, incident: null });
    socket.onAny((event: string, ...args: unknown[]) => {
      const opened = event === 'open' && args.length === 1 ? Opened.safeParse(args[0]) : null;
      // Whatever else is said, or too often, ends the connection.
      if (!opened?.success || !mayOpen()) return socket.disconnect(true);
      here.set(socket, { caller, incident: seen(opened.data, caller.view) });
      tellSoon();
    });
    socket.on('disconnect', () => {
      here.delete(socket);
      tellSoon();
    });
    tellSoon();
  });

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
      for (const [socket, { caller }] of here) socket.emit('present', presentFor(caller.view));
    });
  }

  /** Everybody once, or once for each incident that they have open in several windows. */
  function presentFor(view: View): Present {
    const all = new Map<string, Present[number]>();
    for (const { caller, incident } of here.values()) {
      const { id: person, name } = caller.person;
      const shown = seen(incident, view);
      all.set(`${person}/${shown ?? ''}`, { person, name, incident: shown });
    }
    const busy = new Set([...all.values()].filter(({ incident }) => incident !== null).map(({ person }) => person));
    return [...all.values()].filter(({ person, incident }) => incident !== null || !busy.has(person));
  }

  return {
    cut(session) {
      for (const [socket, { caller }] of here) if (caller.session.id === session) socket.disconnect(true);
    },
    size: () => here.size,
  };
}
