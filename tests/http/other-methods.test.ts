import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { Problem } from '#data/contract/problem.ts';
import { routes } from '#data/contract/routes/areas.ts';
import { allRoutes } from '#server/http/all-routes.ts';
import { createWeb } from '#server/http/web.ts';
import { serveWeb } from '../support/network/serve-web.ts';
import { madeParts } from './made-parts.ts';

const dist = mkdtempSync(join(tmpdir(), 'methods-'));
/** Nobody is anybody. */
const parts = {
  ...madeParts,
  access: {
    gate: { byHeaders: async () => null, displayToken: () => null },
    throttle: { wrong: async () => 0 },
    cookieNames: { session: 's' },
  },
  waitingFor: () => null,
  version: '0',
  dist,
};
const web = createWeb({
  log: pino({ level: 'silent' }),
  trustProxy: false,
  origins: [],
  ...allRoutes(parts as unknown as Parameters<typeof allRoutes>[0]),
});
const served = serveWeb(web);
afterAll(() => rmSync(dist, { recursive: true }));

const all = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const matches = (path: string) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`);

/** What a path is asked by, as the table of routes has it; pages are read. */
function methodsOf(path: string): string[] {
  const found = routes.filter((route) => matches(route.path).test(path)).map(({ method }) => method as string);
  return [...new Set(found)];
}

const filled = [...new Set(routes.map(({ path }) => path.replaceAll(/:\w+/g, 'x')))];
const pages = ['/', '/wall', '/console', '/community', '/community/x', '/phone', '/phone/sw.js', '/favicon.ico'];
pages.push('/docs', '/openapi.json', '/gallery', '/assets/x.js');

test('every path that is there says by which methods it is asked, to any other and to OPTIONS', async () => {
  const wrong: string[] = [];
  for (const path of [...filled, ...pages]) {
    const methods = pages.includes(path) ? ['GET'] : methodsOf(path);
    const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].toSorted();
    for (const method of all.filter((method) => !methods.includes(method))) {
      const answer = await fetch(served.url + path, { method, headers: { accept: 'text/html' } });
      const body: unknown = await answer.json().catch(() => null);
      const isRight =
        answer.status === 405 &&
        answer.headers.get('allow') === [...allow, 'OPTIONS'].join(', ') &&
        Problem.safeParse(body).success;
      if (!isRight) wrong.push(`${method} ${path}: ${answer.status} ${answer.headers.get('allow')}`);
    }
    const options = await fetch(served.url + path, { method: 'OPTIONS' });
    if (options.headers.get('allow') !== [...allow, 'OPTIONS'].join(', ')) wrong.push(`OPTIONS ${path}`);
  }
  expect(wrong).toEqual([]);
});

const nowhere: [string, number, string, RequestInit?][] = [
  ['a route that is not there', 404, '/api/v1/tides'],
  ['a page that is not there', 404, '/consol'],
  ['a file that is not there', 404, '/assets/none.js'],
  ['a file of the phone that is not there', 404, '/phone/none.js'],
  ['an address that is no text', 400, '/api/v1/incidents/%ff'],
  ['a file whose name is no text', 400, '/assets/%ff'],
  ['a way out of the folder', 403, '/assets/..%2fx'],
  ['a stranger', 401, '/api/v1/incidents'],
];
test.each(nowhere)('%s is refused with a problem that says why', async (_what, status, path) => {
  const answer = await fetch(served.url + path, { headers: { accept: 'application/json' } });
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(Problem.parse(await answer.json())).toMatchObject({ status, detail: expect.stringMatching(/\w+ \w+/) });
});
