import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNetworks } from '#server/outbound/networks.ts';
import { createOutbound } from '#server/outbound/outbound.ts';

let port = 0;
let asked = 0;
/** How long an answer goes on that has no end of itself. */
let isClosed = () => {};
const server = createServer((request: IncomingMessage, answer: ServerResponse) => {
  asked++;
  answer.on('close', () => isClosed());
  if (request.url === '/moved') return answer.writeHead(302, { location: '/inside' }).end();
  if (request.url === '/endless') return void answer.writeHead(200).write('x'.repeat(2000));
  if (request.url === '/silent') return;
  answer.end('hello');
});
beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const at = (address: string) => ({ address, family: address.includes(':') ? 6 : 4 });
const limits = { method: 'GET', withinMs: 5000, mostBytes: 1000 } as const;
const local = createOutbound({ own: ['127.0.0.0/8'] });
const strict = createOutbound({ own: [] });

test('addresses that are nobody’s of the internet are private, however they are written', () => {
  const { mayAsk, isOwn } = createNetworks(['10.7.0.0/16', 'fd12::/16', '192.168.5.5']);
  for (const address of ['8.8.8.8', '2606:4700::1', '10.7.1.1', 'fd12::1', '192.168.5.5', '::ffff:8.8.8.8'])
    expect([address, mayAsk(address)]).toEqual([address, true]);
  const inside =
    '127.0.0.1 0.0.0.0 10.8.0.1 172.16.0.1 172.31.255.255 192.168.5.6 169.254.169.254 100.64.0.1 224.0.0.1';
  const special = '192.0.2.1 255.255.255.255 :: ::1 fe80::1 fd13::1 fc00::1 ff02::1 ::ffff:127.0.0.1 ::ffff:7f00:1';
  const carried = '64:ff9b::7f00:1 64:ff9b::a00:1 2002:7f00:1:: 2001::1 2001:db8::1 100::1';
  for (const address of `${inside} ${special} ${carried}`.split(' '))
    expect([address, mayAsk(address), isOwn(address)]).toEqual([address, false, false]);
  expect([isOwn('8.8.8.8'), isOwn('10.7.9.9')]).toEqual([false, true]);
});

describe('a question', () => {
  test('goes where a setting lets it, and nowhere else inside', async () => {
    const url = `http://127.0.0.1:${port}/`;
    const answer = await local.ask({ url, ...limits });
    expect(answer.ok && [answer.status, Buffer.from(answer.body).toString()]).toEqual([200, 'hello']);
    const before = asked;
    const host = `:${port}/`;
    for (const other of ['127.0.0.1', '2130706433', '0x7f.1', '0177.0.0.1', '[::1]', '[::ffff:127.0.0.1]', 'localhost'])
      for (const scheme of ['http', 'https'])
        expect(await strict.ask({ url: `${scheme}://${other}${host}`, ...limits })).toMatchObject({ ok: false });
    expect(asked).toBe(before);
    expect(strict.faultIn('https://169.254.169.254/latest')).toBe('lies in a private network');
    expect(strict.faultIn('http://8.8.8.8/')).toBe('is asked without TLS, and lies in no network of our own');
    for (const wrong of ['file:///etc/passwd', 'gopher://x/', 'x', 'https://a:b@example.org/'])
      expect([wrong, strict.faultIn(wrong)]).not.toEqual([wrong, null]);
    expect(strict.faultIn('https://example.org/hook')).toBeNull();
  });

  test('goes to the address that was judged: a name that is turned inside finds nobody', async () => {
    const before = asked;
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.0.0.1']) {
      const turned = createOutbound({ own: [], resolve: async () => [at(address)] });
      expect(await turned.ask({ url: `https://city.example:${port}/`, ...limits })).toEqual({
        ok: false,
        why: 'lies in a private network',
      });
    }
    // First outside, then inside: what is connected to is what was judged, and nobody asks twice.
    let times = 0;
    const own = createOutbound({
      own: ['127.0.0.1'],
      resolve: async () => [times++ === 0 ? at('127.0.0.1') : at('10.0.0.1')],
    });
    expect(await own.ask({ url: `http://city.example:${port}/`, ...limits })).toMatchObject({ ok: true, status: 200 });
    expect([times, asked]).toEqual([1, before + 1]);
    const mixed = createOutbound({ own: ['127.0.0.1'], resolve: async () => [at('10.0.0.1'), at('127.0.0.1')] });
    expect(await mixed.ask({ url: `http://city.example:${port}/`, ...limits })).toMatchObject({ ok: true });
  });

  test('is not led on by a redirect', async () => {
    const before = asked;
    expect(await local.ask({ url: `http://127.0.0.1:${port}/moved`, ...limits })).toMatchObject({
      ok: true,
      status: 302,
    });
    expect(asked).toBe(before + 1);
  });

  test('ends in time, and where the answer is too long', async () => {
    const silent = { url: `http://127.0.0.1:${port}/silent`, ...limits, withinMs: 50 };
    expect(await local.ask(silent)).toEqual({ ok: false, why: 'no answer in 50 ms' });
    const closed = new Promise<void>((resolve) => (isClosed = resolve));
    const endless = { url: `http://127.0.0.1:${port}/endless`, ...limits };
    expect(await local.ask(endless)).toEqual({ ok: false, why: 'the answer is longer than 1000 bytes' });
    await closed;
    expect(await local.ask({ ...endless, mostBytes: 0 })).toMatchObject({ ok: true, status: 200 });
    const leaving = new AbortController();
    const given = local.ask({ ...silent, withinMs: 60_000, signal: leaving.signal });
    leaving.abort();
    expect(await given).toMatchObject({ ok: false });
  });
});
