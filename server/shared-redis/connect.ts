import { createClient, ErrorReply } from 'redis';
import type { Stop } from '#data/kit/clock.ts';

/** A client for questions and one for what is heard, both of which come back by themselves. */
export type RedisLink = {
  /** Answers within a moment. @throws when Redis is not there, or answers too late. */
  ask<T>(question: (client: Client) => Promise<T>): Promise<T>;
  publish(channel: string, message: Uint8Array): void;
  /** Receives from now on, after every loss again. */
  subscribe(channel: string, receive: (message: Uint8Array) => void): Stop;
  /** Whether both clients are connected. */
  isUp(): boolean;
  close(): void;
};
type Client = ReturnType<typeof clientOf>;

/** REDIS_URL points at what cannot be used. */
export class RedisRefused extends Error {
  override readonly name = 'RedisRefused';
}

/** The oldest that is tried. */
const OLDEST = 7;
const ANSWER_MS = 500;
/** Without an answer for so long, the connection is given up and made anew. */
const SILENT_MS = 3000;
const PING_MS = 1000;
const LOST = 'Redis is lost: this node goes by itself';

type Parts = {
  url: string;
  /** Stands at this end of the connection in `CLIENT LIST`. */
  name: string;
  /** Told when it is lost, and what Redis says then. */
  trouble: (what: string, error: unknown) => void;
};

/**
 * Connects, and asks whether it is what we need. One that cannot be reached is no reason not to start: it is
 * tried for ever. @throws {RedisRefused} with one line for the wrong password, another program or too old a version.
 */
export async function connectRedis({ url, name, trouble }: Parts): Promise<RedisLink> {
  const asking = clientOf(url, name);
  const hearing = clientOf(url, `${name} hearing`);
  const first = Promise.withResolvers<never>();
  first.promise.catch(() => {});
  let isLost = false;
  let isStarting = true;
  let startError: unknown;
  for (const client of [asking, hearing]) {
    client.on('error', (error: unknown) => {
      first.reject(error);
      if (isStarting) startError ??= error;
      else if (!isLost) trouble(LOST, error);
      isLost = true;
    });
    client.on('ready', () => (isLost = false));
  }
  try {
    await Promise.race([asking.connect(), first.promise, lateAfter(SILENT_MS)]);
    await check(asking);
  } catch (error) {
    const why = refusalOf(error);
    if (why !== null) {
      asking.destroy();
      throw new RedisRefused(`REDIS_URL: ${why}`);
    }
    startError ??= error;
  }
  isStarting = false;
  if (startError !== undefined) trouble(LOST, startError);

  const heard = new Map<(message: Uint8Array) => void, { channel: string; isAsked: boolean }>();
  /** Once asked for, the client asks for it again after every loss. */
  function hear(): void {
    for (const [receive, one] of heard) {
      if (one.isAsked || !hearing.isReady) continue;
      one.isAsked = true;
      hearing.subscribe(one.channel, receive, true).catch(() => (one.isAsked = false));
    }
  }
  hearing.on('ready', hear);
  // It tries until it is closed; what is wrong it says as an error.
  hearing.connect().catch(() => {});

  return {
    ask: (question) =>
      asking.isReady
        ? Promise.race([question(asking), lateAfter(ANSWER_MS)])
        : Promise.reject(new Error('Redis is lost')),
    publish(channel, message) {
      // Whoever does not hear this hears the next.
      if (asking.isReady) asking.publish(channel, Buffer.from(message)).catch(() => {});
    },
    subscribe(channel, receive) {
      const own = (message: Uint8Array) => receive(message);
      heard.set(own, { channel, isAsked: false });
      hear();
      return () => {
        heard.delete(own);
        if (hearing.isReady) hearing.unsubscribe(channel, own, true).catch(() => {});
      };
    },
    isUp: () => asking.isReady && hearing.isReady,
    close() {
      asking.destroy();
      hearing.destroy();
    },
  };
}

function clientOf(url: string, name: string) {
  return createClient({
    url,
    name: name.replace(/[^\w.:#-]/g, '-'),
    // What is of this moment is not kept for later.
    disableOfflineQueue: true,
    pingInterval: PING_MS,
    socket: {
      connectTimeout: SILENT_MS,
      socketTimeout: SILENT_MS,
      reconnectStrategy: (tries, cause) => (isRefusal(cause) && tries === 0 ? false : Math.min(2000, 100 * 2 ** tries)),
    },
  });
}

async function check(client: Client): Promise<void> {
  const version = /redis_version:(\d+)[.\d]*/.exec(await client.info('server'));
  if (!version) throw new RedisRefused('what answers there is no Redis');
  if (Number(version[1]) < OLDEST)
    throw new RedisRefused(`Redis ${OLDEST} or newer is needed, there is ${version[0].split(':')[1]!}`);
}

const isRefusal = (error: unknown) => refusalOf(error) !== null;

/** Why it must not be used; null where it may merely be away. */
function refusalOf(error: unknown): string | null {
  if (error instanceof RedisRefused) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  if (/^(WRONGPASS|NOAUTH|ERR AUTH|ERR Client sent AUTH)|invalid (username-)?password/i.test(message))
    return 'Redis wants another name or password: redis://NAME:PASSWORD@HOST:PORT';
  if (/DB index/i.test(message)) return 'there is no database of that number there';
  if (/^NOPERM/.test(message)) return `the account may not do what is needed (${message})`;
  if (error instanceof ErrorReply || /unknown RESP type|protocol|parse/i.test(message))
    return 'what answers there is no Redis';
  return null;
}

function lateAfter(ms: number): Promise<never> {
  return new Promise((_, late) => setTimeout(() => late(new Error('Redis does not answer')), ms).unref());
}
