import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { route, says } from '#data/contract/routes/route.ts';
import { operations } from '#data/contract/routes/who.ts';
import { createCall } from '#client/call/call.ts';
import { createExchange } from '#client/call/exchange.ts';
import { type Handler, ok } from '#server/http/handler.ts';
import type * as GridRoutes from '#data/contract/routes/grid.ts';
import type * as GridHandlers from '#server/http/areas/grid.ts';
import { filesIn, places } from './page.ts';
import { takeBack, writeInto, written } from './written.ts';
import { madeParts } from '../http/made-parts.ts';

const readTide = route({
  method: 'GET',
  path: '/api/v1/tides/:id',
  right: operations,
  summary: 'How high the water stands',
  query: z.strictObject({ hours: z.coerce.number<number | string>().max(24).default(6) }),
  answers: { 200: says(z.object({ id: z.string(), metres: z.number() }), 'Now') },
});
const handler: Handler<typeof readTide> = ({ params: { id }, query: { hours } }) => ok({ id, metres: hours / 2 });

beforeAll(() => {
  takeBack();
  writeInto<typeof GridRoutes>('data/contract/routes/grid.ts', () => ({ readTide }));
  writeInto<typeof GridHandlers>('server/http/areas/grid.ts', ({ gridHandlers }) => ({
    gridHandlers: (parts: never) => ({ ...gridHandlers(parts), readTide: handler }),
  }));
});
afterAll(takeBack);

test('is written where the page says', () => {
  const named = places['A route']!.flatMap(filesIn);
  for (const path of written) expect(named).toContain(path);
});

test('a made-up route has its row of rights, its operation, its handler and its typed call', async () => {
  const { rights } = await import('#server/access/rights.ts');
  expect((rights as Record<string, unknown>)['GET /api/v1/tides/:id']).toBe(operations);

  const { openapiDocument } = await import('#server/http/openapi/openapi.ts');
  const { paths } = openapiDocument('0', 'session');
  expect(paths?.['/api/v1/tides/{id}']?.get).toMatchObject({
    summary: 'How high the water stands',
    'x-who': [...operations.who],
    parameters: [
      { in: 'path', name: 'id' },
      { in: 'query', name: 'hours' },
    ],
  });

  const { allHandlers } = await import('#server/http/all-handlers.ts');
  const { mountAll } = await import('#server/http/mount.ts');
  const app = express();
  let caller: object | null = { kind: 'view', view: { name: 'ops-wall' } };
  const gate = { byHeaders: async () => caller };
  app.use(
    mountAll(allHandlers(madeParts), {
      gate: gate as never,
      throttle: {} as never,
      waitingFor: () => null,
      counts: {} as never,
    }),
  );
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const call = createCall(
      createExchange({ fetch: (path, init) => fetch(`http://127.0.0.1:${port}${path as string}`, init) }),
    );
    const answer = await call(readTide, { params: { id: 'a' }, query: { hours: 12 } });
    expect(answer).toEqual({ ok: true, value: { id: 'a', metres: 6 } });
    if (answer.ok) void (answer.value.metres satisfies number);
    expect(await call(readTide, { params: { id: 'a' }, query: { hours: 99 } })).toMatchObject({
      refusal: { status: 422, errors: [{ pointer: '/hours' }] },
    });
    caller = { kind: 'view', view: { name: 'public-wall' } };
    expect(await call(readTide, { params: { id: 'a' } })).toMatchObject({ refusal: { status: 403 } });
    caller = null;
    expect(await call(readTide, { params: { id: 'a' } })).toMatchObject({ refusal: { status: 401 } });
    // @ts-expect-error there is no such field of the query
    void (() => call(readTide, { params: { id: 'a' }, query: { days: 1 } }));
  } finally {
    server.close();
  }
});
