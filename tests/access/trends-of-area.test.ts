import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AreaId } from '#data/contract/ids.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { makePack } from '../support/pack.ts';
import { inPack, makeReport } from '../support/report.ts';
import { browserAt, type TestBrowser } from './provider/test-browser.ts';

const east = makePack().cells.find(({ community }) => community.startsWith('d1'))!.anchor;
const routes = ['trends/heat', 'trends/series?kind=week', 'trends/series?kind=months'];

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
  const headers = { authorization: `Bearer ${await app.addSource('hotline')}` };
  for (const coordinates of [inPack, inPack, east]) {
    const report = makeReport({ location: { type: 'Point', coordinates } });
    expect((await browserAt(app.url).post('incidents', report, headers)).status).toBe(201);
  }
});
afterAll(() => app.stop());

type Asked = { get(path: string): Promise<Response> };
const said = async (who: Asked, route: string, area?: string) => {
  const query = area === undefined ? '' : `${route.includes('?') ? '&' : '?'}area=${area}`;
  const answer = await who.get(`${route}${query}`);
  const body = await answer.json();
  return { status: answer.status, errors: body.errors as unknown, definition: body.definition as string | undefined };
};
const none = { status: 422, errors: [{ pointer: '/area', detail: 'is no area of yours in this city' }] };

describe('somebody limited to an area', () => {
  let person: TestBrowser;
  beforeAll(async () => {
    const { cookie } = await app.signIn({ role: 'analyst', area: 'd0' as AreaId });
    person = browserAt(app.url, cookie);
  });

  test.each(routes)('is told of %s within it alone', async (route) => {
    for (const area of ['d0', 'd0s0', 'd0s0c0']) expect(await said(person, route, area)).toMatchObject({ status: 200 });
    for (const area of ['d1', 'd1s0', 'd1s0c0', 'atlantis'])
      expect(await said(person, route, area)).toMatchObject(none);
  });

  test.each(routes)('is told of %s of their own area where they name none', async (route) => {
    const own = await said(person, route);
    expect(own).toEqual(await said(person, route, 'd0'));
    const { cookie } = await app.signIn({ role: 'analyst' });
    expect(own.definition).not.toEqual((await said(browserAt(app.url, cookie), route)).definition);
  });
});

describe('a public wall', () => {
  const wall = async (view: string): Promise<Asked> => {
    const headers = { authorization: `Bearer ${await app.addView(view)}` };
    return { get: (path) => fetch(`${app.url}/api/v1/${path}`, { headers }) };
  };

  test.each(routes)('is told of %s of the city and of its districts, and of nothing smaller', async (route) => {
    const open = await wall('public-wall');
    for (const area of [undefined, 'd0', 'd1']) expect(await said(open, route, area)).toMatchObject({ status: 200 });
    for (const area of ['d0s0', 'd0s0c0']) expect(await said(open, route, area)).toMatchObject(none);
  });

  test.each(routes)('that is limited to a community is told of %s of its district', async (route) => {
    const hall = await wall('public-wall@d0s0c0');
    const district = await said(await wall('public-wall'), route, 'd0');
    expect(await said(hall, route)).toEqual(district);
    expect(await said(hall, route, 'd0')).toEqual(district);
    for (const area of ['d1', 'd0s0', 'd0s0c0']) expect(await said(hall, route, area)).toMatchObject(none);
  });
});
