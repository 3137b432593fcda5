import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseConfig } from '#server/config.ts';
import { AWAY_MS } from '#server/access/open-id.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { password, registered } from './registered.ts';
import { shiftedClock } from './shifted-clock.ts';
import { browserAt } from './provider/test-browser.ts';
import { startProvider, type TestProvider } from './provider/test-provider.ts';

const publicUrl = 'http://city.example';
const callback = `${publicUrl}/api/v1/session/oidc/callback`;
let provider: TestProvider;
const clock = shiftedClock();
let app: RunningApp;
beforeAll(async () => {
  provider = await startProvider([callback]);
  const oidc = { issuer: provider.issuer, clientId: 'watchfloor', clientSecret: 'a secret of both', publicUrl };
  app = await startApp({ oidc, clock });
});
afterAll(async () => {
  await app.stop();
  provider.close();
});

const withoutPassword = (over: object = {}) => registered(app, { password: undefined, ...over });

/** From our page to the provider, through it, and back to us. */
async function signIn(sub: string, browser = browserAt(app.url), to = '/console') {
  const sent = await browser.get(`session/oidc?to=${to}`);
  expect(sent.status).toBe(303);
  const back = new URL(await provider.signInAt(sent.headers.get('location')!, sub));
  return { browser, back, answer: await browser.get(`session/oidc/callback${back.search}`) };
}

describe('somebody whom the provider knows', () => {
  test('is sent there with PKCE, state and nonce, and comes back signed in', async () => {
    const { name } = await withoutPassword({ subject: { issuer: provider.issuer, sub: 'sub-1' }, role: 'admin' });
    const browser = browserAt(app.url);
    const location = new URL((await browser.get('session/oidc')).headers.get('location')!);
    expect(Object.fromEntries(location.searchParams)).toMatchObject({
      code_challenge_method: 'S256',
      code_challenge: expect.any(String),
      state: expect.any(String),
      nonce: expect.any(String),
      redirect_uri: callback,
    });
    const { answer } = await signIn('sub-1', browser, '/phone');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/phone']);
    expect(await (await browser.get('session')).json()).toMatchObject({
      person: { name },
      authenticator: 'none-needed',
    });
  });

  test.each([
    ['a name', 'sub-name', { preferred_username: 'zhang.wei' }, 'Zhang.Wei'],
    ['a verified address', 'sub-mail', { email: 'li@city.example', email_verified: true }, 'li@city.example'],
  ])('by %s is bound to that person once for all', async (_what, sub, account, name) => {
    const { id } = await withoutPassword({ name });
    provider.accounts.set(sub, account);
    expect((await signIn(sub)).answer.status).toBe(303);
    expect(app.access.register.byId(id)).toMatchObject({ subject: { issuer: provider.issuer, sub } });
    provider.accounts.set('sub-impostor', account);
    const { answer } = await signIn('sub-impostor');
    expect([answer.status, (await answer.json()).why]).toEqual([403, 'unknown']);
  });

  test('but nobody here, is not made somebody', async () => {
    const before = app.access.register.all().length;
    provider.accounts.set('sub-stranger', { preferred_username: 'stranger' });
    const { answer, browser } = await signIn('sub-stranger');
    expect([answer.status, (await answer.json()).why]).toEqual([403, 'unknown']);
    expect((await browser.get('session')).status).toBe(401);
    expect(app.access.register.all()).toHaveLength(before);
  });

  test('with an address that nobody has verified, or the name of somebody with a password, stays outside', async () => {
    await withoutPassword({ name: 'wang@city.example' });
    provider.accounts.set('sub-unverified', { email: 'wang@city.example', email_verified: false });
    expect((await signIn('sub-unverified')).answer.status).toBe(403);
    const { name } = await registered(app, { role: 'admin' });
    provider.accounts.set('sub-taker', { preferred_username: name });
    expect((await signIn('sub-taker')).answer.status).toBe(403);
  });

  test('who has left stays outside', async () => {
    await withoutPassword({ left: true, subject: { issuer: provider.issuer, sub: 'sub-left' } });
    expect((await signIn('sub-left')).answer.status).toBe(403);
  });
});

describe('an answer of the provider', () => {
  test('is of use to the browser that asked, and once', async () => {
    await withoutPassword({ subject: { issuer: provider.issuer, sub: 'sub-2' } });
    const mine = browserAt(app.url);
    const sent = await mine.get('session/oidc');
    const { search } = new URL(await provider.signInAt(sent.headers.get('location')!, 'sub-2'));
    const theirs = await browserAt(app.url).get(`session/oidc/callback${search}`);
    expect([theirs.status, (await theirs.json()).why]).toEqual([403, 'not-begun']);
    expect((await mine.get(`session/oidc/callback${search}`)).status).toBe(303);
    expect((await mine.get(`session/oidc/callback${search}`)).status).toBe(403);
  });

  test('finds its own sign-in, however many others have begun one and in however many tabs', async () => {
    await withoutPassword({ subject: { issuer: provider.issuer, sub: 'sub-tabs' } });
    const browser = browserAt(app.url);
    const begin = async () => (await browser.get('session/oidc')).headers.get('location')!;
    const [one, other] = [await begin(), await begin()];
    for (let i = 0; i < 1001; i++) await app.access.openId!.begin('/console');
    for (const tab of [one, other]) {
      const { search } = new URL(await provider.signInAt(tab, 'sub-tabs'));
      expect((await browser.get(`session/oidc/callback${search}`)).status).toBe(303);
    }
    expect(browser.cookie()).not.toContain('oidc');
  });

  test('is of no use where the browser has changed what it kept, or kept it too long', async () => {
    const openId = app.access.openId!;
    const { state, tie } = (await openId.begin('/console'))!;
    const to = (text: string) => openId.finish(`state=${state}&error=access_denied`, text, '192.0.2.1');
    expect(await to(tie.replace('/console', '//evil.example'))).toMatchObject({ refusal: 'not-begun' });
    expect(await to(tie.replace(/\.\d+\./, '.9999999999999.'))).toMatchObject({ refusal: 'not-begun' });
    clock.shift(AWAY_MS + 1);
    expect(await to(tie)).toMatchObject({ refusal: 'not-begun' });
  });

  test('leaves no more than a few cookies behind where sign-ins are begun and never ended', async () => {
    const browser = browserAt(app.url);
    for (let i = 0; i < 20; i++) await browser.get('session/oidc');
    expect(browser.cookie().match(/_oidc_/g)).toHaveLength(8);
  });

  test('that is refused is a page to whoever opens it in a browser, in their language', async () => {
    const open = (language: string) =>
      browserAt(app.url).send('GET', 'session/oidc/callback?state=x', {
        headers: { accept: 'text/html,*/*;q=0.8', 'accept-language': language },
      });
    const [english, chinese] = [await open('en'), await open('zh-CN,zh;q=0.9')];
    for (const page of [english, chinese]) {
      expect(page.status).toBe(403);
      expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    }
    expect(await english.text()).toMatch(/not begun in this browser.*href="\/console">Sign in again</s);
    expect(await chinese.text()).toContain('重新登录');
  });

  test.each(['?code=made-up&state=made-up', '', '?error=access_denied&state=x'])(
    'that is made up is refused: "%s"',
    async (search) => {
      const answer = await browserAt(app.url).get(`session/oidc/callback${search}`);
      expect(answer.status).toBe(403);
    },
  );

  test('that refuses is told as such', async () => {
    const browser = browserAt(app.url);
    const state = new URL((await browser.get('session/oidc')).headers.get('location')!).searchParams.get('state');
    const iss = encodeURIComponent(provider.issuer);
    const answer = await browser.get(`session/oidc/callback?error=access_denied&state=${state}&iss=${iss}`);
    expect([answer.status, (await answer.json()).why]).toEqual([403, 'provider-refused']);
  });
});

test.each(['//evil.example', 'https://evil.example', '/console/../../evil', '/\\evil.example'])(
  'nobody is sent on to %s',
  async (to) => {
    expect((await browserAt(app.url).get(`session/oidc?to=${encodeURIComponent(to)}`)).status).toBe(422);
  },
);

test('somebody without a password unlocks by signing in again', async () => {
  await withoutPassword({ subject: { issuer: provider.issuer, sub: 'sub-3' } });
  const { browser } = await signIn('sub-3');
  const refused = await browser.post('session/unlock', { password });
  expect([refused.status, (await refused.json()).why]).toEqual([409, 'sign-in-again']);
});

test('the sign-in page is told of it, and an admin binds a subject', async () => {
  const { openId } = await (await browserAt(app.url).get('session/ways')).json();
  expect(openId).toEqual({ name: '127.0.0.1', url: '/api/v1/session/oidc' });
  const admin = browserAt(app.url, (await app.signIn({ role: 'admin' })).cookie);
  const { person } = await (await admin.post('people', { name: 'Bound', role: 'officer' })).json();
  expect((await admin.post(`people/${person.id}/change`, { subject: 'sub-4' })).status).toBe(200);
  expect((await signIn('sub-4')).answer.status).toBe(303);
  const { person: other } = await (await admin.post('people', { name: 'Other', role: 'officer' })).json();
  expect((await admin.post(`people/${other.id}/change`, { subject: 'sub-4' })).status).toBe(409);
});

test('a provider that does not answer is no reason to fall, and the log says why nobody can sign in', async () => {
  const port = await new Promise<number>((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => found(port));
    });
  });
  const issuer = `http://127.0.0.1:${port}`;
  const lines: string[] = [];
  const log = pino({ level: 'error' }, { write: (line) => void lines.push(line) });
  const alone = await startApp({ log, oidc: { issuer, clientId: 'x', clientSecret: 'y', publicUrl } });
  expect((await browserAt(alone.url).get('session/oidc')).status).toBe(503);
  expect(lines.join('')).toContain('no answer of the OpenID provider');
  expect((await browserAt(app.url).get('session/ways')).status).toBe(200);
  await alone.stop();
});

describe('the environment', () => {
  const whole = {
    OIDC_ISSUER: 'https://id.example',
    OIDC_CLIENT_ID: 'watchfloor',
    OIDC_CLIENT_SECRET: 'secret',
    PUBLIC_URL: 'https://city.example',
  };
  test('has all of it or none', () => {
    expect(parseConfig(whole)).toMatchObject({ config: { oidc: { issuer: 'https://id.example' } } });
    expect(parseConfig({ PUBLIC_URL: whole.PUBLIC_URL })).not.toHaveProperty('config.oidc');
    for (const missing of Object.keys(whole)) {
      const { wrong } = parseConfig({ ...whole, [missing]: undefined }) as { wrong: string[] };
      expect(wrong).toEqual([expect.stringContaining(missing)]);
    }
  });
  test('has a provider that cannot be listened to', () => {
    expect(parseConfig({ ...whole, OIDC_ISSUER: 'http://id.example' })).toHaveProperty('wrong');
  });
});
