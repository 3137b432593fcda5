import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { skipAloud } from '../support/aloud.ts';
import { hasNginx, startNginx } from '../support/nodes/nginx.ts';
import { freePort } from '../support/network/free-port.ts';
import { temporaryFolder } from '../support/store-file.ts';

/** A node as a proxy sees it: it says its name, or that it is not ready. */
async function standIn(name: string) {
  let status = 200;
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(status).end(name);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const gone = async () => {
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  onTestFinished(gone);
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    gone,
    answers: (with_: number) => void (status = with_),
  };
}

async function startHaproxy(ports: readonly number[]): Promise<string> {
  const port = await freePort();
  const file = join(temporaryFolder(), 'haproxy.cfg');
  const example = readFileSync(resolve(import.meta.dirname, '../../docs/deploy/haproxy.cfg'), 'utf8');
  const [a, b] = ports;
  writeFileSync(
    file,
    example
      .replace('maxconn 32768', 'maxconn 100')
      .replace('bind :8080', `bind 127.0.0.1:${port}`)
      .replace('node-a:8080', `127.0.0.1:${a}`)
      .replace('node-b:8080', `127.0.0.1:${b}`),
  );
  const haproxy = spawn('haproxy', ['-db', '-f', file], { stdio: 'ignore' });
  onTestFinished(async () => {
    const ended = once(haproxy, 'exit');
    haproxy.kill('SIGKILL');
    await ended;
  });
  return `http://127.0.0.1:${port}`;
}

const proxies = {
  nginx: {
    isThere: hasNginx,
    async start(ports: readonly number[]) {
      const nginx = await startNginx(ports);
      onTestFinished(nginx.stop);
      return nginx.url;
    },
  },
  HAProxy: { isThere: () => spawnSync('haproxy', ['-v']).error === undefined, start: startHaproxy },
};

describe.for(Object.entries(proxies))('%s, by its example', ([name, { isThere, start }]) => {
  async function city() {
    const nodes = [await standIn('a'), await standIn('b')] as const;
    const url = await start(nodes.map(({ port }) => port));
    const ask = async (method = 'GET') => {
      const answer = await fetch(`${url}/api/v1/city`, { method });
      return { status: answer.status, says: await answer.text(), again: answer.headers.get('retry-after') };
    };
    await vi.waitFor(async () => expect((await ask()).status).toBe(200), { timeout: 10_000 });
    return { nodes, ask };
  }

  test('asks one node where the other is not ready or gone, and says that it is to be asked again where none is there', async ({
    skip,
  }) => {
    if (!isThere()) return skipAloud(skip, `${name} in front of nodes`);
    const {
      nodes: [a, b],
      ask,
    } = await city();
    a.answers(503);
    await vi.waitFor(
      async () =>
        expect((await Promise.all([ask(), ask(), ask(), ask()])).map(({ says }) => says)).toEqual(['b', 'b', 'b', 'b']),
      {
        timeout: 10_000,
      },
    );
    a.answers(200);
    await b.gone();
    await vi.waitFor(
      async () =>
        expect((await Promise.all([ask(), ask(), ask(), ask()])).map(({ says }) => says)).toEqual(['a', 'a', 'a', 'a']),
      {
        timeout: 10_000,
      },
    );
    await a.gone();
    // Whoever asks on a line whose node has gone that moment is cut off, as by any proxy, and asks again.
    await vi.waitFor(async () => {
      const { status, again } = await ask();
      expect(status).toBe(503);
      if (name === 'nginx') expect(again).toBe('1');
    }, 10_000);
  });

  test('gives what changes something to one node and no other, though that one fails at it', async ({ skip }) => {
    if (!isThere()) return skipAloud(skip, `${name} in front of nodes`);
    const { nodes, ask } = await city();
    for (const node of nodes) node.answers(503);
    const posts = () => nodes.flatMap(({ asked }) => asked).filter((what) => what.startsWith('POST'));
    expect((await ask('POST')).status).toBe(503);
    expect(posts().length).toBeLessThanOrEqual(1);
  });
});
