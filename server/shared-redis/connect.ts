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
/** So long may what listens there be speechless at a start, ms: a Redis that starts behind a proxy is. */
const SPEECHLESS_MS = 8000;
const AGAIN_MS = 500;
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
  const met = await meet(url, name);
  const asking = clientOf(url, name);
  const hearing = clientOf(url, `${name} hearing`);
  let isLost = met !== 'ready';
  if (met !== 'ready') trouble(LOST, met);
  for (const client of [asking, hearing]) {
    client.on('error', (error: unknown) => {
      if (!isLost) trouble(LOST, error);
      isLost = true;
    });
    client.on('ready', () => (isLost = false));
  }
  // It tries until it is closed; what is wrong it says as an error.
  const connected = asking.connect().catch(() => {});
  if (met === 'ready') await Promise.race([connected, lateAfter(SILENT_MS).catch(() => {})]);

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

/** Asks until it answers as Redis does, or is away, which is told as an error. @throws {RedisRefused} when it is none that may be used. */
async function meet(url: string, name: string): Promise<'ready' | Error> {
  const until = performance.now() + SPEECHLESS_MS;
  for (;;) {
    const said = await askOnce(url, name);
    if (!(said instanceof Speechless)) return said;
    if (performance.now() > until)
      throw new RedisRefused(
        `REDIS_URL: what listens there takes connections and for ${SPEECHLESS_MS / 1000} s has not answered as Redis does: ` +
          `name a Redis ${OLDEST} or newer, or see that it answers and start again`,
      );
    await new Promise((again) => setTimeout(again, AGAIN_MS));
  }
}

/** Somebody listens, and says nothing or hangs up. */
class Speechless extends Error {}

async function askOnce(url: string, name: string): Promise<'ready' | Error> {
  const client = clientOf(url, name);
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => {});
  let isConnected = false;
  client.on('connect', () => (isConnected = true));
  client.on('error', failed.reject);
  try {
    await Promise.race([client.connect().then(() => check(client)), failed.promise, lateAfter(SILENT_MS)]);
    return 'ready';
  } catch (error) {
    const why = refusalOf(error);
    if (why !== null) throw new RedisRefused(`REDIS_URL: ${why}`);
    if (isConnected && !(error instanceof ErrorReply)) return new Speechless(messageOf(error));
    return new Error(messageOf(error));
  } finally {
    if (client.isOpen) client.destroy();
  }
}

async function check(client: Client): Promise<void> {
  const version = /redis_version:(\d+)[.\d]*/.exec(await client.info('server'));
  if (!version) throw new RedisRefused(NO_REDIS);
  if (Number(version[1]) < OLDEST)
    throw new RedisRefused(`Redis ${OLDEST} or newer is needed, there is ${version[0].split(':')[1]!}`);
}

const NO_REDIS = 'what answers there is no Redis';
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

const isRefusal = (error: unknown) => refusalOf(error) !== null;

/** Why it must not be used; null where it may merely be away. */
function refusalOf(error: unknown): string | null {
  if (error instanceof RedisRefused) return error.message;
  const message = messageOf(error);
  if (/^(WRONGPASS|NOAUTH|ERR AUTH|ERR Client sent AUTH)|invalid (username-)?password/i.test(message))
    return 'Redis wants another name or password: redis://NAME:PASSWORD@HOST:PORT';
  if (/DB index/i.test(message)) return 'there is no database of that number there';
  if (/^NOPERM/.test(message)) return `the account may not do what is needed (${message})`;
  if (/^(LOADING|BUSY|MASTERDOWN|ERR max number of clients)/.test(message)) return null;
  if (error instanceof ErrorReply || /unknown RESP type|protocol|parse/i.test(message)) return NO_REDIS;
  return null;
}

function lateAfter(ms: number): Promise<never> {
  return new Promise((_, late) => setTimeout(() => late(new Error('Redis does not answer')), ms).unref());
}
