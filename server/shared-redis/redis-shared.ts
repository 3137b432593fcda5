import { createHash, randomBytes } from 'node:crypto';
import type { Present } from '#data/contract/desk-api.ts';
import type { Clock } from '#data/kit/clock.ts';
import { createInProcess } from '../store/in-process.ts';
import type { Channel, Counts, Notes, Shared, Tries } from '../store/shared.ts';
import { connectRedis, type RedisLink } from './connect.ts';
import { createRedisCounts } from './counts.ts';
import { createRedisNotes } from './notes.ts';
import { createChannelRoll } from './roll.ts';
import { createRedisTries } from './tries.ts';

type Parts = {
  url: string;
  /** What this process is called. */
  node: string;
  /** Of the installation: several may use one Redis. */
  secret: string;
  clock: Clock;
  trouble: (what: string, error: unknown) => void;
};

export type RedisShared = Shared & { isUp(): boolean; close(): void };

/**
 * What all processes agree on, in Redis. While it is lost each goes by itself: attempts are counted apart, so that
 * nobody is locked out, and nobody let in who does not have the right password.
 * @throws {RedisRefused} with one line, where it is none that may be used.
 */
export async function openRedisShared({ url, node, secret, clock, trouble }: Parts): Promise<RedisShared> {
  const link = await connectRedis({ url, name: `watchfloor ${node}`, trouble });
  const prefix = `watchfloor:${createHash('sha256').update(`redis ${secret}`).digest('hex').slice(0, 16)}`;
  const alone = createInProcess(clock);
  const channel = (name: string) => createChannel(link, `${prefix}:${name}`);
  const present = createChannelRoll<Present[number]>(
    channel('present'),
    `${node}#${randomBytes(6).toString('hex')}`,
    clock,
  );
  const notes = orAlone<Notes>(createRedisNotes(link, prefix), alone.notes);
  return {
    notes: {
      ...notes,
      // Whose address this is must be known while Redis is lost: nobody is to be kept out by strangers then.
      async put(...what) {
        await alone.notes.put(...what);
        await notes.put(...what);
      },
    },
    tries: orAlone<Tries>(createRedisTries(link, prefix), alone.tries),
    counts: orAlone<Counts>(createRedisCounts(link, prefix), alone.counts),
    present,
    heard: channel('heard'),
    isUp: link.isUp,
    close() {
      present.close();
      link.close();
    },
  };
}

type Asked = Record<string, (...args: never[]) => Promise<unknown>>;

/** Each question to Redis, and to what this process knows itself where Redis does not answer. */
function orAlone<T extends Asked>(redis: T, alone: T): T {
  const both = Object.keys(redis).map((name) => [
    name,
    (...args: never[]) => redis[name]!(...args).catch(() => alone[name]!(...args)),
  ]);
  return Object.fromEntries(both) as T;
}

function createChannel(link: RedisLink, name: string): Channel {
  return {
    send: (message) => link.publish(name, message),
    follow: (receive) => link.subscribe(name, receive),
    isUp: link.isUp,
  };
}
