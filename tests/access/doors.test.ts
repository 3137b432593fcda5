import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rights, type Door } from '#server/access/rights.ts';
import { startApp, type RunningApp } from '../support/app.ts';

/** `refuses`: answers what no method of the path did, with 405 (server/http/other-methods.ts). */
type Step = { method?: string; handle: { door?: string; refuses?: true } };
/** As much of Express's router as this test walks. */
type Layer = {
  name: string;
  rawPath: string | string[];
  handle: { stack?: Layer[]; door?: string };
  route?: { path: string | string[]; methods: Record<string, boolean>; stack: Step[] };
};
type Found = { door: string; guards: (string | undefined)[] };

let app: RunningApp;
let found: Found[];
beforeAll(async () => {
  app = await startApp();
  const web = app.web as unknown as { router: { stack: Layer[] } };
  found = [...walk(web.router.stack, '')];
});
afterAll(() => app.stop());

function* walk(stack: readonly Layer[], above: string): Generator<Found> {
  for (const { name, rawPath, handle, route } of stack) {
    const under = typeof rawPath === 'string' && rawPath !== '/' ? above + rawPath : above;
    if (route) {
      const steps = route.stack.filter(({ method, handle }) => method !== undefined || !handle.refuses);
      if (steps.length === 0) continue;
      const isEvery = steps.some(({ method }) => method === undefined);
      const guards = steps.map(({ handle }) => handle.door);
      for (const path of [route.path].flat())
        for (const method of Object.keys(route.methods).filter((method) => method !== '_all' || isEvery))
          yield { door: `${method.toUpperCase()} ${above}${path}`, guards };
    } else if (handle.stack) yield* walk(handle.stack, under);
    else if (name === 'serveStatic') yield { door: `FOLDER ${under}`, guards: [] };
  }
}

describe('the table of rights', () => {
  test('sees the routes there are', () => {
    expect(found.length).toBeGreaterThan(40);
  });

  test('has a row for every route, page and folder', () => {
    expect(found.map(({ door }) => door).filter((door) => !Object.hasOwn(rights, door))).toEqual([]);
  });

  test('has no row without one', () => {
    const there = new Set(found.map(({ door }) => door));
    const rows = Object.keys(rights).filter((door) => !/^(SOCKET|EVENT|TOPIC) /.test(door));
    expect(rows.filter((door) => !there.has(door))).toEqual([]);
  });

  test('is asked first by every route that is not for everybody, and by its own name', () => {
    const unguarded = found.filter(({ door, guards }) => {
      if (!Object.hasOwn(rights, door)) return true;
      const isOpen = rights[door as Door].who.includes('nobody');
      return isOpen ? guards.some((guard) => guard !== undefined && guard !== door) : guards[0] !== door;
    });
    expect(unguarded).toEqual([]);
  });

  test('has a row for every namespace, and a namespace for every row', () => {
    const rows = Object.keys(rights).flatMap((door) => /^SOCKET (.*)/.exec(door)?.[1] ?? []);
    expect(new Set([...rows, '/'])).toEqual(new Set(app.namespaces()));
  });

  test('lets nobody in by the way: whom it names for a door of people is a role', () => {
    for (const [door, { who, ...right }] of Object.entries(rights))
      if ('person' in right) expect([door, ...who]).not.toEqual(expect.arrayContaining(['public-wall']));
  });
});
