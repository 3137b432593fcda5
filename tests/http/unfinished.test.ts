import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { Problem } from '#data/contract/problem.ts';
import { createHttpServer } from '#server/http/connections/unfinished.ts';
import { startApp } from '../support/app.ts';

let server: Server;
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server.closeAllConnections();
  server.close();
});

type Options = Partial<Parameters<typeof createHttpServer>[1]>;
const quick = { headersMs: 200, requestMs: 400, everyMs: 50, afterAnswerMs: 100 };
async function serve(options: Options = {}): Promise<void> {
  server = createHttpServer(
    (request, response) => {
      if (request.url === '/refused') return void response.writeHead(401).end();
      request.on('data', () => {}).on('end', () => response.end('taken'));
    },
    { now: () => 0, isProxy: () => false, patience: quick, ...options },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
}

/** Opens a connection; `said` is all that came back, once it is closed. */
async function open(text: string): Promise<{ socket: Socket; said: Promise<string> }> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => {});
  sockets.push(socket);
  let heard = '';
  socket.on('data', (bytes) => (heard += bytes.toString()));
  const said = new Promise<string>((resolve) => socket.once('close', () => resolve(heard)));
  await once(socket, 'connect');
  if (text) socket.write(text);
  return { socket, said };
}
/** A byte at a time, for as long as anybody takes it. */
function trickle(socket: Socket, byte: string): void {
  const timer = setInterval(() => socket.write(byte), 20);
  socket.once('close', () => clearInterval(timer));
}
const bodyOf = (said: string) => Problem.parse(JSON.parse(said.slice(said.indexOf('\r\n\r\n'))));

const start = 'POST / HTTP/1.1\r\nHost: x\r\n';

describe('a request that does not arrive', () => {
  test.each([
    ['whose headers trickle', start + 'X-A: ', 'a'],
    ['whose body trickles', `${start}Content-Length: 100000\r\n\r\n`, 'a'],
    ['whose chunks trickle', `${start}Transfer-Encoding: chunked\r\n\r\n`, '1\r\na\r\n'],
  ])('%s, is ended, and told why where it was not answered', async (_what, text, byte) => {
    await serve();
    const { socket, said } = await open(text);
    trickle(socket, byte);
    expect(bodyOf(await said)).toMatchObject({ status: 408, detail: expect.stringContaining('in time') });
  });

  test('is ended where nothing was ever sent', async () => {
    await serve();
    const { said } = await open('');
    expect(bodyOf(await said)).toMatchObject({ status: 408 });
  });

  test('is ended soon where it was refused, and goes on all the same', async () => {
    await serve({ patience: { ...quick, requestMs: 600_000, headersMs: 600_000 } });
    const { socket, said } = await open('POST /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n');
    trickle(socket, 'a');
    expect(await said).toContain('401');
  });

  test('and what is no request at all is refused with a problem', async () => {
    await serve();
    const { said } = await open('no request\r\n\r\n');
    expect(bodyOf(await said)).toMatchObject({ status: 400 });
    const large = await open(`GET / HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`);
    expect(bodyOf(await large.said)).toMatchObject({ status: 431 });
  });
});

describe('connections that wait', () => {
  const patience = { headersMs: 600_000, requestMs: 600_000, everyMs: 60_000, afterAnswerMs: 600_000 };
  const limits = { each: 3, freshMs: 1000 };
  const ask = async () => {
    const { socket, said } = await open('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    socket.resume();
    return (await said).includes('taken');
  };

  test('give way to whoever comes, the oldest first, and people beside them are answered', async () => {
    let now = 0;
    await serve({ patience, limits, now: () => now });
    const held = [await open(start), await open(start), await open(start)];
    now = 2000;
    expect(await ask()).toBe(true);
    await held[0]!.said;
    expect(held.slice(1).map(({ socket }) => socket.closed)).toEqual([false, false]);
    const more = await open(start);
    await Promise.race([more.said, ...held.slice(1).map(({ said }) => said), ask()]);
    expect(await ask()).toBe(true);
    await held[1]!.said;
  });

  test('are left alone where they come all at once, or through a proxy', async () => {
    await serve({ patience, limits });
    const hall = await Promise.all([1, 2, 3, 4, 5, 6].map(() => open(start)));
    for (const { socket } of hall) socket.write('Content-Length: 0\r\nConnection: close\r\n\r\n');
    for (const { said } of hall) expect(await said).toContain('taken');
    server.close();
    let now = 0;
    await serve({ patience, limits, now: () => now, isProxy: () => true });
    const proxied = await Promise.all([1, 2, 3].map(() => open(start)));
    now = 2000;
    expect(await ask()).toBe(true);
    for (const { socket } of proxied) socket.write('Content-Length: 0\r\nConnection: close\r\n\r\n');
    for (const { said } of proxied) expect(await said).toContain('taken');
  });
});

test('the server that runs has such limits', async () => {
  const app = await startApp();
  server = app.http;
  const { headersTimeout, requestTimeout } = app.http;
  expect({ headersTimeout, requestTimeout }).toEqual({ headersTimeout: 10_000, requestTimeout: 45_000 });
  await app.stop();
});
