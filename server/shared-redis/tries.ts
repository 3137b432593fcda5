import type { Limit, Tries } from '../store/shared.ts';
import type { RedisLink } from './connect.ts';

/** Forgotten after so long without an attempt, ms. */
const FORGET_MS = 3600_000;

/** A hash of count, last and before, by the clock of Redis: ms since 1970. */
const now = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function read(key)
  local h = redis.call('HMGET', key, 'count', 'last', 'before')
  return tonumber(h[1] or 0), tonumber(h[2] or 0), tonumber(h[3] or 0)
end
local function keep(key, count, last, before)
  redis.call('HSET', key, 'count', count, 'last', last, 'before', before)
  redis.call('PEXPIREAT', key, last + ${FORGET_MS})
end`;

/** Looks at all limits and counts under all, or none, in one step. ARGV: free and most of each. */
const attempt = `${now}
local longest = 0
for i, key in ipairs(KEYS) do
  local count, last = read(key)
  local free, most = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
  if count >= free then
    longest = math.max(longest, math.min(most, 1000 * 2 ^ math.min(count - free, 20)) - (now - last))
  end
end
if longest > 0 then return math.ceil(longest) end
for _, key in ipairs(KEYS) do
  local count, last = read(key)
  keep(key, count + 1, now, last)
end
return 0`;

const takeBack = `${now}
for _, key in ipairs(KEYS) do
  local count, _, before = read(key)
  if count <= 1 then redis.call('DEL', key) else keep(key, count - 1, before, before) end
end`;

export function createRedisTries({ ask }: Pick<RedisLink, 'ask'>, prefix: string): Tries {
  const at = ({ what, key }: Pick<Limit, 'what' | 'key'>) => `${prefix}:try:${what}:${key}`;
  return {
    async attempt(limits) {
      if (limits.length === 0) return 0;
      const asked = {
        keys: limits.map(at),
        arguments: limits.flatMap(({ free, most }) => [String(free), String(most)]),
      };
      return Number(await ask((redis) => redis.eval(attempt, asked)));
    },
    async takeBack(tried) {
      if (tried.length > 0) await ask((redis) => redis.eval(takeBack, { keys: tried.map(at) }));
    },
    forgive: async (what, key) => void (await ask((redis) => redis.del(at({ what, key })))),
  };
}
