import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp } from '../support/app.ts';

let app: RunningApp;
beforeAll(async () => void (app = await startApp()));
afterAll(() => app.stop());

const api = (path: string, init: RequestInit = {}) => fetch(`${app.url}/api/v1/${path}`, init);
const postJson = (path: string, body: unknown) =>
  api(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
/** The cookie as a browser would send it back. */
const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

describe('a display', () => {
  test('without a token sees nothing', async () => {
    for (const path of ['snapshot', 'state-hash', 'trends/heat', 'incidents'])
      expect((await api(path)).status).toBe(401);
  });

  test('exchanges its token for a cookie that no script can read', async () => {
    const answer = await postJson('displays/session', { token: await app.addView('ops-wall') });
    expect(await answer.json()).toEqual({ view: 'ops-wall' });
    expect(answer.headers.getSetCookie()[0]).toMatch(/^wf_[0-9a-f]{8}_view_ops-wall=.*; HttpOnly; SameSite=Strict/);
    expect((await api('snapshot', { headers: { cookie: cookieOf(answer) } })).status).toBe(200);
  });

  test('is not let in with a source token, an unknown one or none', async () => {
    for (const token of [await app.addSource('sensor'), 'wf_v_unknown', '', 7]) {
      expect((await postJson('displays/session', { token })).status).toBe(401);
    }
  });

  test('is paired by the code it shows', async () => {
    const { code, ticket } = await (await api('displays/pairing', { method: 'POST' })).json();
    expect(code).toMatch(/^\d{6}$/);
    expect((await postJson('displays/pairing/collect', { ticket })).status).toBe(202);
    const hall = { kind: 'view', name: 'Hall', view: 'ops-wall' } as const;
    expect(await app.pairing.approve('000000' === code ? '000001' : '000000', hall)).toBe(false);
    expect(await app.pairing.approve(code, hall)).toBe(true);
    const collected = await postJson('displays/pairing/collect', { ticket });
    expect(await collected.json()).toEqual({ view: 'ops-wall' });
    expect((await api('snapshot', { headers: { cookie: cookieOf(collected) } })).status).toBe(200);
  });

  test('cannot collect with the code that everybody reads off the screen', async () => {
    const { code } = await (await api('displays/pairing', { method: 'POST' })).json();
    expect((await postJson('displays/pairing/collect', { ticket: code })).status).toBe(404);
  });

  test('gets the cookie of the view that it asks for', async () => {
    const both = (
      await Promise.all(
        ['ops-wall', 'public-wall'].map(async (view) =>
          postJson('displays/session', { token: await app.addView(view) }),
        ),
      )
    ).map(cookieOf);
    const headers = { cookie: both.join('; ') };
    expect(await (await api('snapshot?view=public-wall', { headers })).json()).toMatchObject({ view: 'public-wall' });
    expect(await (await api('snapshot?view=ops-wall', { headers })).json()).toMatchObject({ view: 'ops-wall' });
  });
});

describe('a wall on this machine in the demo', () => {
  test('is approved by itself, as the view that it asks for', async () => {
    const ops = await fetch(`${app.url}/wall`);
    expect(await (await api('snapshot', { headers: { cookie: cookieOf(ops) } })).json()).toMatchObject({
      view: 'ops-wall',
    });
    const open = await fetch(`${app.url}/wall?view=public-wall`);
    expect(await (await api('snapshot', { headers: { cookie: cookieOf(open) } })).json()).toMatchObject({
      view: 'public-wall',
    });
  });

  test.each(['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'])(
    'is not approved through a proxy: %s',
    async (name) => {
      const answer = await fetch(`${app.url}/wall`, { headers: { [name]: '203.0.113.9' } });
      expect(answer.headers.getSetCookie()).toEqual([]);
    },
  );

  test('has a cookie that opens nothing once there is no demo', async () => {
    const wall = await fetch(`${app.url}/wall`);
    const strict = await startApp({ approveLocal: false });
    const headers = { cookie: cookieOf(wall) };
    expect((await fetch(`${app.url}/api/v1/snapshot`, { headers })).status).toBe(200);
    expect((await fetch(`${strict.url}/api/v1/snapshot`, { headers })).status).toBe(401);
    await strict.stop();
  });
});

describe('walls', () => {
  test('do not read the list of incidents', async () => {
    const token = await app.addView('ops-wall');
    expect((await api('incidents', { headers: { authorization: `Bearer ${token}` } })).status).toBe(403);
  });
});
