import type { Counts } from '#server/store/shared.ts';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { routes } from '#data/contract/routes/areas.ts';
import { nothing, route, says } from '#data/contract/routes/route.ts';
import { open } from '#data/contract/routes/who.ts';
import type { Gate } from '#server/access/gate.ts';
import type { Throttle } from '#server/access/throttle.ts';
import { allHandlers } from '#server/http/all-handlers.ts';
import { type AllHandlers, type Handler, type Handlers, ok, refuse } from '#server/http/handler.ts';
import { mount, mountAll } from '#server/http/mount.ts';
import { onError } from '#server/http/send.ts';
import { problem } from '#data/contract/problem.ts';
import { madeParts } from './made-parts.ts';

const readTide = route({
  method: 'GET',
  path: '/api/v1/tides/:id',
  right: open,
  summary: 'How high the water stands',
  params: z.object({ id: z.string().max(3) }),
  query: z.strictObject({ hours: z.coerce.number<number | string>().max(24).default(6) }),
  answers: { 200: says(z.object({ id: z.string(), hours: z.number() }), 'Metres'), 304: nothing('As it was') },
  cache: 'private, no-cache',
});
const noteTide = route({
  method: 'POST',
  path: '/api/v1/tides/:id/notes',
  right: open,
  summary: 'A note',
  body: z.strictObject({ text: z.string() }),
  answers: { 200: says(z.object({ text: z.string() }), 'Kept') },
  keeps: true,
});

let waitingFor: string | null = null;
const seen: unknown[] = [];
const app = express();
const tools = { gate: {} as Gate, throttle: {} as Throttle, waitingFor: () => waitingFor, counts: {} as Counts };
mount(app, readTide, ({ params, query }) => ok({ ...params, ...query }, { etag: '"7"' }), tools);
mount(
  app,
  noteTide,
  {
    before: ({ params: { id } }) => (id === 'x' ? refuse(problem(404)) : null),
    answer({ body }) {
      seen.push(body);
      return ok(body);
    },
  },
  tools,
);
app.use(onError({ error: () => {} } as never));
const server = app.listen(0, '127.0.0.1');
afterAll(() => void server.close());

async function ask(path: string, init?: RequestInit) {
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, init);
  const text = await answer.text();
  const { status, headers } = answer;
  return { status, headers, body: text ? (JSON.parse(text) as Record<string, unknown>) : null };
}
const post = (path: string, body: string, type = 'application/json') =>
  ask(path, { method: 'POST', body, headers: { 'content-type': type } });

describe('a mounted route', () => {
  test('is given what its value says, parsed', async () => {
    const { body, headers } = await ask('/tides/a?hours=12&view=ops-wall');
    expect(body).toEqual({ id: 'a', hours: 12 });
    expect(Object.fromEntries(headers)).toMatchObject({ etag: '"7"', 'cache-control': 'private, no-cache' });
    expect((await ask('/tides/a')).body).toEqual({ id: 'a', hours: 6 });
    expect((await ask('/tides/a', { headers: { 'if-none-match': 'W/"1", "7"' } })).status).toBe(304);
  });

  test('refuses what is not in shape before the handler sees it', async () => {
    expect((await ask('/tides/abcd')).status).toBe(404);
    expect((await ask('/tides/a?hours=99')).body).toMatchObject({ status: 422, errors: [{ pointer: '/hours' }] });
    expect((await ask('/tides/a?colour=red')).body).toMatchObject({ errors: [{ pointer: '/colour' }] });
    expect((await post('/tides/a/notes', 'text')).status).toBe(400);
    expect((await post('/tides/a/notes', 'text', 'text/plain')).status).toBe(415);
    expect((await post('/tides/a/notes', `"${'x'.repeat(5000)}"`)).status).toBe(413);
    expect((await post('/tides/a/notes', '{"text":1,"a/b":2}')).body).toMatchObject({
      errors: [{ pointer: '/text' }, { pointer: '/a~1b' }],
    });
    expect(seen).toEqual([]);
    expect((await post('/tides/a/notes', '{"text":"high"}')).body).toEqual({ text: 'high' });
    expect(seen).toEqual([{ text: 'high' }]);
  });

  test('says of the thing first, and keeps nothing while the process is not ready', async () => {
    expect((await post('/tides/x/notes', '{"text":1}')).status).toBe(404);
    waitingFor = 'the tide';
    const { status, headers } = await post('/tides/a/notes', '{"text":1}');
    waitingFor = null;
    expect([status, headers.get('retry-after')]).toEqual([503, '2']);
  });
});

describe('the routes there are', () => {
  test('have a handler each: without one nothing is mounted', () => {
    const made = allHandlers(madeParts);
    const { readWays: _gone, ...session } = made.session;
    expect(() => mountAll({ ...made, session } as unknown as AllHandlers, tools)).toThrow(
      'nothing answers GET /api/v1/session/ways',
    );
    expect(() => mountAll(made, tools)).not.toThrow();
  });

  test('and a handler without a route, one that answers in another shape, or none at all does not compile', () => {
    const seldom = (handlers: Handlers<'trends'>, tide: Handler<typeof readTide>) => [handlers, tide];
    const never = () => [
      // @ts-expect-error there is no such route
      seldom({ readSeries: () => ok({}), readHeat: () => ok({}), readTides: () => ok({}) }, () => ok({})),
      // @ts-expect-error a route without its handler
      { readSeries: () => refuse(problem(404)) } satisfies Handlers<'trends'>,
      // @ts-expect-error hours are a number
      (() => ok({ id: 'a', hours: 'six' })) satisfies Handler<typeof readTide>,
    ];
    expect(never).toBeInstanceOf(Function);
  });

  test('are each there once, and none hides another', () => {
    const names = routes.map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, ':')}`);
    expect(new Set(names).size).toBe(names.length);
    // Those with fewer parameters are mounted first.
    const parametersIn = (path: string) => path.split(':').length;
    for (const { method, path } of routes) {
      const pattern = new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`);
      const hidden = routes.filter(
        (other) =>
          other.method === method &&
          other.path !== path &&
          parametersIn(other.path) >= parametersIn(path) &&
          pattern.test(other.path),
      );
      expect(hidden.map((other) => other.path)).toEqual([]);
    }
  });
});
