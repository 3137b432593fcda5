import { io } from 'socket.io-client';
import { Beat, Bye, FactsFrame, Hello, PROTOCOL, Resync } from '#data/contract/feed.ts';
import type { Dial, LineInput } from './link.ts';

const frames = { hello: Hello, facts: FactsFrame, beat: Beat, resync: Resync, bye: Bye };

type Call = {
  /** Empty for the page's own. */
  origin?: string;
  token?: string;
  /** Which of the browser's cookies is meant. */
  view?: string;
  build: string;
};

/** Calls the feed over Socket.IO. */
export function dialSocket({ origin = '', token, view, build }: Call): Dial {
  return ({ resume, receive, positions }) => {
    const socket = io(`${origin}/feed`, {
      path: '/socket.io',
      transports: ['websocket'],
      // The follower decides when to try again, with a connection of its own each time.
      reconnection: false,
      forceNew: true,
      ...(view !== undefined && { query: { view } }),
      auth: { protocol: PROTOCOL, build, resume, ...(token !== undefined && { token }) },
    });
    for (const [event, schema] of Object.entries(frames)) {
      socket.on(event, (payload: unknown) => {
        const frame = schema.safeParse(payload);
        if (frame.success) receive({ is: event, frame: frame.data } as LineInput);
        else receive({ is: 'lost', why: `unreadable ${event}` });
      });
    }
    socket.on('positions', (frame: ArrayBuffer | Uint8Array) => positions(new Uint8Array(frame)));
    socket.on('connect_error', (error) => receive({ is: 'lost', why: error.message }));
    socket.on('disconnect', (why) => receive({ is: 'lost', why }));
    return {
      follow: (place) => void socket.emit('follow', place),
      ack: (batch) => void socket.emit('ack', { batch }),
      hangUp() {
        socket.off();
        socket.disconnect();
      },
    };
  };
}
