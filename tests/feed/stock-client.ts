import { io, type Socket } from 'socket.io-client';
import type { Hello, Place } from '#data/contract/feed.ts';
import { until } from './real-clock.ts';

export type Event = { event: string; frame: unknown };

/** Stock socket.io-client, as a program from outside would use it: it notes all and does nothing. */
export type StockClient = {
  socket: Socket;
  events: Event[];
  /** Frames of one event, oldest first. */
  frames<T = Record<string, unknown>>(event: string): T[];
  /** Resolves with the frame that makes `count` of this event. */
  next<T = Record<string, unknown>>(event: string, count?: number, ms?: number): Promise<T>;
  gone(): Promise<void>;
};

type About = {
  token?: string;
  resume?: Place | null;
  protocol?: unknown;
  build?: string;
  auth?: object;
  headers?: Record<string, string>;
  acks?: boolean;
};

export function stockClient(origin: string, about: About = {}): StockClient {
  const { token = 'ops', resume = null, protocol = 1, build, headers, acks = true } = about;
  const socket = io(`${origin}/feed`, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: about.auth ?? { protocol, resume, token, ...(build !== undefined && { build }) },
    ...(headers && { extraHeaders: headers }),
  });
  const events: Event[] = [];
  const note = (event: string, frame: unknown) => void events.push({ event, frame });
  socket.onAny((event: string, frame: unknown) => {
    note(event, frame);
    if (event === 'facts' && acks) socket.emit('ack', { batch: (frame as { batch: number }).batch });
  });
  socket.on('connect_error', (error) => note('refused', error.message));
  socket.on('disconnect', (why) => note('gone', why));
  const frames = <T>(event: string) => events.filter((one) => one.event === event).map(({ frame }) => frame as T);
  return {
    socket,
    events,
    frames,
    async next<T>(event: string, count = 1, ms = 10_000) {
      const seen = () => JSON.stringify(events.map((one) => one.event));
      await until(
        () => `${event} ${count} among ${seen()}`,
        () => frames(event).length >= count,
        ms,
      );
      return frames<T>(event)[count - 1]!;
    },
    gone: () => until('gone', () => frames('gone').length > 0 || frames('refused').length > 0, 16_000),
  };
}

/** A client that resumes from the present head, and its first hello. */
export async function following(origin: string, place: Place, about: About = {}): Promise<StockClient> {
  const client = stockClient(origin, { resume: place, ...about });
  await client.next<Hello>('hello');
  return client;
}
