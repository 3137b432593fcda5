import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { PersonId } from '#data/contract/ids.ts';
import { createThrottle } from '#server/access/throttle.ts';
import { realClock } from '#server/real-clock.ts';
import { openRedisShared } from '#server/shared-redis/redis-shared.ts';
import type { Channel } from '#server/store/shared.ts';
import { createChannelRoll } from '#server/shared-redis/roll.ts';
import { createInProcess } from '#server/store/in-process.ts';
import { skipAloud } from '../support/aloud.ts';
import { hasRedis, startRedis, type TestRedis } from '../support/nodes/redis-server.ts';
import { makeProxy } from '../support/network/proxy.ts';
import { createTestClock } from '../support/test-clock.ts';
import { describeShared } from './contract.ts';

let redis: TestRedis | undefined;
let installations = 0;
beforeAll(async () => {
  if (hasRedis()) redis = await startRedis();
});
afterAll(() => redis?.kill());

async function open(secret: string, url = redis!.url) {
  const troubles: string[] = [];
  const trouble = (what: string) => void troubles.push(what);
  const shared = await openRedisShared({ url, node: 'test', secret, clock: realClock, trouble });
  onTestFinished(() => shared.close());
  return { ...shared, troubles };
}
const together = () => `installation ${++installations}`;

describe('in Redis', () => {
  beforeEach(({ skip }) => {
    if (!redis) skipAloud(skip, 'what processes share in Redis: there is no redis-server');
  });

  describeShared(async (processes) => {
    const secret = together();
    const all = await Promise.all(Array.from({ length: processes }, () => open(secret)));
    await vi.waitFor(() => expect(all.every(({ isUp }) => isUp())).toBe(true));
    return all;
  });

  test('installations that use the same one know nothing of each other', async () => {
    const [mine, theirs] = [await open(together()), await open(together())];
    await mine.notes.put('known', 'ann', 60_000);
    mine.present.put('1', { person: 'ann' as PersonId, name: 'Ann', incident: null });
    expect(await theirs.notes.holds('known', 'ann')).toBe(false);
    expect(await theirs.counts.add('asked', 'a', 60_000)).toMatchObject({ count: 1 });
    expect(theirs.present.all()).toEqual([]);
  });

  test('that is lost locks nobody out, counts at each process alone, and comes back by itself', async () => {
    const own = await startRedis();
    onTestFinished(() => own.kill());
    const shared = await open(together(), own.url);
    await vi.waitFor(() => expect(shared.isUp()).toBe(true));
    const throttle = createThrottle(shared, realClock);
    await (await throttle.atDoor('ann', '10.0.0.1')).succeeded();
    await own.kill();
    await vi.waitFor(() => expect(shared.isUp()).toBe(false));
    for (let i = 0; i < 5; i++) expect((await throttle.atDoor('ann', '10.0.0.1')).waitMs).toBe(0);
    expect((await throttle.atDoor('ann', '10.0.0.1')).waitMs).toBeGreaterThan(0);
    // Strangers make her wait nowhere: her address is known though Redis is gone.
    expect(await shared.notes.holds('known', 'ann\n10.0.0.1')).toBe(true);
    expect(shared.troubles).toEqual(['Redis is lost: this node goes by itself']);
    await own.again();
    await vi.waitFor(() => expect(shared.isUp()).toBe(true), { timeout: 10_000 });
    await shared.notes.put('known', 'bob', 60_000);
    expect(await (await open(together(), own.url)).notes.holds('known', 'bob')).toBe(false);
    expect(await shared.notes.holds('known', 'bob')).toBe(true);
  }, 20_000);

  test('that stands still is answered for within a moment', async () => {
    const own = await startRedis();
    onTestFinished(() => own.kill());
    const shared = await open(together(), own.url);
    await vi.waitFor(() => expect(shared.isUp()).toBe(true));
    own.stop();
    onTestFinished(() => own.go());
    expect(await shared.tries.attempt([{ what: 'account', key: 'ann', free: 5, most: 1000 }])).toBe(0);
    await vi.waitFor(() => expect(shared.isUp()).toBe(false), { timeout: 10_000 });
    own.go();
    await vi.waitFor(() => expect(shared.isUp()).toBe(true), { timeout: 10_000 });
  }, 30_000);

  test('with another password is refused in one line', async () => {
    const own = await startRedis({ password: 'geheim' });
    onTestFinished(() => own.kill());
    for (const url of [own.url, own.url.replace('//', '//:wrong@')])
      await expect(open(together(), url)).rejects.toThrow(/^REDIS_URL: Redis wants another name or password: [^\n]*$/);
    expect((await open(together(), own.url.replace('//', '//:geheim@'))).troubles).toEqual([]);
  });
});

const answering = async (say: (text: string) => string | null) => {
  const server = createServer((socket) => {
    socket.setEncoding('utf8');
    socket.on('error', () => {});
    socket.on('data', (text: string) => {
      const answer = say(text);
      if (answer !== null) socket.write(answer);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

test('what is no Redis, or too old a one, is refused in one line; one that is not there is waited for', async () => {
  const web = await answering(() => 'HTTP/1.1 400 Bad Request\r\n\r\n');
  await expect(open(together(), web)).rejects.toThrow('REDIS_URL: what answers there is no Redis');
  const old = await answering((text) => {
    const info = 'redis_version:6.2.14\r\n';
    return [...text.matchAll(/\*\d+\r\n\$\d+\r\n(\w+)/g)]
      .map(([, command]) => (/info/i.test(command!) ? `$${info.length}\r\n${info}\r\n` : '+OK\r\n'))
      .join('');
  });
  await expect(open(together(), old)).rejects.toThrow('REDIS_URL: Redis 7 or newer is needed, there is 6.2.14');
  const full = await open(together(), await answering(() => '-ERR max number of clients reached\r\n'));
  expect(full.troubles).toHaveLength(1);
  const nobody = await open(together(), 'redis://127.0.0.1:1');
  expect(nobody.isUp()).toBe(false);
  expect(nobody.troubles).toHaveLength(1);
  expect(await nobody.counts.add('asked', 'a', 60_000)).toMatchObject({ count: 1 });
});

test('what takes connections and does not speak is refused in one line', async () => {
  const dumb = createServer((socket) => {
    socket.on('error', () => {});
    socket.resume();
  });
  const curt = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end());
  });
  const urls = await Promise.all(
    [dumb, curt].map(async (server) => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      onTestFinished(() => void server.close());
      return `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
    }),
  );
  const speechless = /^REDIS_URL: what listens there takes connections and .* has not answered as Redis does: [^\n]*$/;
  await Promise.all(urls.map((url) => expect(open(together(), url)).rejects.toThrow(speechless)));
}, 30_000);

test('what begins to speak in time is used', async ({ skip }) => {
  if (!redis) return skipAloud(skip, 'a Redis that begins to speak: there is no redis-server');
  const proxy = await makeProxy(redis.url);
  proxy.down();
  const opening = open(together(), proxy.url);
  await vi.waitFor(() => expect(proxy.refused()).toBeGreaterThan(1), { timeout: 10_000 });
  proxy.mend();
  const shared = await opening;
  expect(shared.troubles).toEqual([]);
  expect(await shared.counts.add('asked', 'a', 60_000)).toMatchObject({ count: 1 });
}, 30_000);

describe('a roll that is told over a channel', () => {
  test('forgets within a minute who has died without a word, and learns at once who was there before', async () => {
    const clock = createTestClock();
    const { heard } = createInProcess(clock);
    let isDead = false;
    const dying: Channel = { ...heard, send: (message) => void (isDead || heard.send(message)) };
    const [a, b] = [createChannelRoll<string>(dying, 'a', clock), createChannelRoll<string>(heard, 'b', clock)];
    a.put('1', 'ann');
    b.put('2', 'bob');
    const c = createChannelRoll<string>(heard, 'c', clock);
    expect(c.all().sort()).toEqual(['ann', 'bob']);
    isDead = true;
    clock.advance(60_000);
    expect(c.all()).toEqual(['bob']);
    expect(b.all()).toEqual(['bob']);
    isDead = false;
    clock.advance(10_000);
    expect(c.all().sort()).toEqual(['ann', 'bob']);
    a.close();
    expect(b.all()).toEqual(['bob']);
  });
});
