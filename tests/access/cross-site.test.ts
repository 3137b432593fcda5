import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp } from '../support/app.ts';
import { password, registered } from './registered.ts';
import { browserAt } from './provider/test-browser.ts';

let app: RunningApp;
beforeAll(async () => void (app = await startApp()));
afterAll(() => app.stop());

const newcomer = () => ({ name: `Newcomer ${Math.random()}`, role: 'officer' });
const admin = async () => browserAt(app.url, (await app.signIn({ role: 'admin' })).cookie);

describe('a page of another site', () => {
  test.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ] as Record<string, string>[])('changes nothing with the cookie of a signed-in person: %o', async (headers) => {
    const refused = await (await admin()).post('people', newcomer(), headers);
    expect([refused.status, (await refused.json()).why]).toEqual([403, 'cross-site']);
  });

  test('signs nobody in either, nor out', async () => {
    const { name } = await registered(app);
    const headers = { origin: 'https://evil.example' };
    const browser = browserAt(app.url);
    expect((await browser.post('session', { name, password }, headers)).status).toBe(403);
    expect(browser.cookie()).toBe('');
    const { cookie } = await app.signIn();
    expect((await browserAt(app.url, cookie).send('DELETE', 'session', { headers })).status).toBe(403);
    expect((await browserAt(app.url, cookie).get('session')).status).toBe(200);
  });

  test.each(['Bearer a b', 'Bearer', 'bearer\ta', 'Basic YTpi'])(
    'changes nothing with a cookie beside an Authorization that is no token: "%s"',
    async (authorization) => {
      const headers = { origin: 'https://evil.example', authorization };
      expect([401, 403]).toContain((await (await admin()).post('people', newcomer(), headers)).status);
    },
  );

  test('cannot send a command as a plain form', async () => {
    const body = new URLSearchParams({ name: 'Newcomer', role: 'officer' });
    expect((await (await admin()).send('POST', 'people', { body })).status).toBe(415);
  });
});

describe('a page of our own', () => {
  test('changes what its person may change', async () => {
    const browser = await admin();
    const headers = { origin: app.url, 'sec-fetch-site': 'same-origin' };
    expect((await browser.post('people', newcomer(), headers)).status).toBe(201);
    expect((await browser.post('people', newcomer(), { 'sec-fetch-site': 'same-origin' })).status).toBe(201);
  });

  test('behind a proxy is known by the public address', async () => {
    const proxied = await startApp({ origins: ['https://city.example'] });
    const browser = browserAt(proxied.url, (await proxied.signIn({ role: 'admin' })).cookie);
    expect((await browser.post('people', newcomer(), { origin: 'https://city.example' })).status).toBe(201);
    expect((await browser.post('people', newcomer(), { origin: 'https://evil.example' })).status).toBe(403);
    await proxied.stop();
  });
});

test('the cookie of a session is for https alone where the request came by https', async () => {
  const proxied = await startApp({ trustProxy: ['loopback'] });
  const { name } = await registered(proxied);
  const answer = await browserAt(proxied.url).post('session', { name, password }, { 'x-forwarded-proto': 'https' });
  expect(answer.headers.getSetCookie()[0]).toMatch(/; HttpOnly; Secure; SameSite=Strict/);
  await proxied.stop();
});

test('and where the public address is https, whatever a proxy in front speaks to us', async () => {
  const proxied = await startApp({ origins: ['https://city.example'] });
  const { name } = await registered(proxied);
  const signedIn = await browserAt(proxied.url).post('session', { name, password });
  const display = await browserAt(proxied.url).post('displays/session', { token: await proxied.addView('ops-wall') });
  const wall = await browserAt(proxied.url).get('/wall');
  for (const answer of [signedIn, display, wall]) {
    expect(answer.headers.getSetCookie()).toHaveLength(1);
    expect(answer.headers.getSetCookie()[0]).toContain('; Secure;');
  }
  await proxied.stop();
});

test('two installations on one host sign nobody out of the other: cookies know no ports', async () => {
  const other = await startApp({ secret: 'of another installation' });
  const { name } = await registered(app);
  const { name: there } = await registered(other);
  const browser = browserAt(app.url);
  expect((await browser.post('session', { name, password })).status).toBe(200);
  const both = browserAt(other.url, browser.cookie());
  expect((await both.post('session', { name: there, password })).status).toBe(200);
  const here = await browserAt(app.url, both.cookie()).get('session');
  expect(await here.json()).toMatchObject({ person: { name } });
  expect(await (await both.get('session')).json()).toMatchObject({ person: { name: there } });
  await other.stop();
});
