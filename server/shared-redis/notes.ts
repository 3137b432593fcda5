import type { Notes } from '../store/shared.ts';
import type { RedisLink } from './connect.ts';

export function createRedisNotes({ ask }: Pick<RedisLink, 'ask'>, prefix: string): Notes {
  const at = (what: string, key: string) => `${prefix}:note:${what}:${key}`;
  const ttl = (ms: number) => ({ expiration: { type: 'PX' as const, value: Math.max(1, Math.ceil(ms)) } });
  return {
    put: async (what, key, ms) => void (await ask((redis) => redis.set(at(what, key), '1', ttl(ms)))),
    claim: async (what, key, ms) =>
      (await ask((redis) => redis.set(at(what, key), '1', { ...ttl(ms), condition: 'NX' }))) !== null,
    holds: async (what, key) => (await ask((redis) => redis.exists(at(what, key)))) === 1,
    forget: async (what, key) => void (await ask((redis) => redis.del(at(what, key)))),
  };
}
