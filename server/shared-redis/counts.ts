import type { Counts } from '../store/shared.ts';
import type { RedisLink } from './connect.ts';

/** Counts and answers in one step, so that no window is left without an end. */
const add = `
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return { count, redis.call('PTTL', KEYS[1]) }`;

export function createRedisCounts({ ask }: Pick<RedisLink, 'ask'>, prefix: string): Counts {
  return {
    async add(what, key, ms) {
      const asked = { keys: [`${prefix}:count:${what}:${key}`], arguments: [String(Math.ceil(ms))] };
      const [count, leftMs] = (await ask((redis) => redis.eval(add, asked))) as [number, number];
      return { count, leftMs };
    },
  };
}
