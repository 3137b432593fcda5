import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { IDLE_LOCK_MS } from '#server/access/sessions.ts';
import { parseConfig } from '#server/config.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { inPack } from '../support/report.ts';
import { keptFolder } from './kept-folder.ts';
import { password, registered } from './registered.ts';
import { stillClock } from './still-clock.ts';
import { browserAt } from './provider/test-browser.ts';

const clock = stillClock();
let app: RunningApp;
beforeAll(async () => void (app = await startApp({ clock })));
afterAll(() => app.stop());

const HOUR = 3600_000;
/** What the device shows. */
const codeOf = (uri: string, later = 0) => {
  const secret = Secret.fromBase32(new URL(uri).searchParams.get('secret')!);
  return new TOTP({ secret }).generate({ timestamp: clock.now() + later });
};

async function signedIn(over: Parameters<typeof registered>[1] = {}) {
  const record = await registered(app, { enrolBy: clock.now() + 24 * HOUR, ...over });
  const browser = browserAt(app.url);
  expect((await browser.post('session', { name: record.name, password })).status).toBe(200);
  return { record, browser };
}

describe('a supervisor without an authenticator', () => {
  test('may work for a day and is told to set one up', async () => {
    const { browser, record } = await signedIn({ role: 'supervisor' });
    expect(await (await browser.get('session')).json()).toMatchObject({
      authenticator: 'enrol',
      enrolBy: record.enrolBy,
    });
    expect((await browser.get('incidents')).status).toBe(200);
  });

  test('can do nothing but set one up after that', async () => {
    const { browser } = await signedIn({ role: 'supervisor', enrolBy: clock.now() - 1 });
    const refused = await browser.get('incidents');
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ why: 'enrol' });
    const { uri } = await (await browser.post('session/authenticator')).json();
    expect((await browser.post('session/authenticator', { code: codeOf(uri) })).status).toBe(200);
    expect((await browser.get('incidents')).status).toBe(200);
  });

  test('calls for help all the same, and for nothing else', async () => {
    const headers = { authorization: `Bearer ${await app.addSource('radio')}` };
    const [lon, lat] = inPack;
    const fix = { unit: 'U1', service: 'police', at: clock.now(), lon, lat };
    expect((await browserAt(app.url).post('positions', [fix], headers)).status).toBe(202);
    const { browser } = await signedIn({ role: 'supervisor', enrolBy: clock.now() - 1 });
    expect((await browser.post('units/U1/check-in')).status).toBe(403);
    expect((await browser.post('units/U1/panic')).status).toBe(200);
  });

  test('signs in with a code from then on, each good once', async () => {
    const { browser, record } = await signedIn({ role: 'admin' });
    const { uri } = await (await browser.post('session/authenticator')).json();
    expect(uri).toMatch(/^otpauth:\/\/totp\/Watchfloor:/);
    expect((await browser.post('session/authenticator', { code: '000000' })).status).toBe(403);
    const used = codeOf(uri);
    expect(await (await browser.post('session/authenticator', { code: used })).json()).toMatchObject({
      authenticator: 'enrolled',
    });
    const again = browserAt(app.url);
    const { name } = record;
    expect(await (await again.post('session', { name, password })).json()).toMatchObject({ why: 'code-needed' });
    expect(await (await again.post('session', { name, password, code: used })).json()).toMatchObject({
      why: 'code-wrong',
    });
    const code = codeOf(uri, 30_000);
    const both = await Promise.all([1, 2].map(() => browserAt(app.url).post('session', { name, password, code })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect((await browser.post('session/authenticator')).status).toBe(409);
  });

  test('sets none up while the session is locked: not without the password', async () => {
    const { browser } = await signedIn({ role: 'admin' });
    const { uri } = await (await browser.post('session/authenticator')).json();
    await browser.post('session/lock');
    for (const body of [{}, { code: codeOf(uri) }]) {
      const refused = await browser.post('session/authenticator', body);
      expect([refused.status, (await refused.json()).why]).toEqual([403, 'locked']);
    }
    expect((await browser.post('session/unlock', { password })).status).toBe(200);
    expect((await browser.post('session/authenticator', { code: codeOf(uri) })).status).toBe(200);
  });
});

describe('a session without a command for a quarter of an hour', () => {
  test('goes on looking, and commands again after the password', async () => {
    const { browser } = await signedIn({ role: 'admin' });
    clock.shift(IDLE_LOCK_MS + 1000);
    expect(await (await browser.get('session')).json()).toMatchObject({ locked: true });
    expect((await browser.get('snapshot')).status).toBe(200);
    const newcomer = { name: 'Newcomer', role: 'officer' };
    const locked = await browser.post('people', newcomer);
    expect([locked.status, (await locked.json()).why]).toEqual([403, 'locked']);
    const wrong = await browser.post('session/unlock', { password: 'not this one' });
    expect([wrong.status, (await wrong.json()).why]).toEqual([403, 'wrong']);
    expect(await (await browser.post('session/unlock', { password })).json()).toMatchObject({ locked: false });
    expect((await browser.post('people', newcomer)).status).toBe(201);
  });

  test('or when its person says so, locks', async () => {
    const { browser } = await signedIn({ role: 'admin' });
    expect(await (await browser.post('session/lock')).json()).toMatchObject({ locked: true });
    expect((await browser.post('people', { name: 'Nobody yet', role: 'officer' })).status).toBe(403);
  });

  test('counts from the last command, however often one is given', async () => {
    const { browser } = await signedIn({ role: 'admin' });
    const isLocked = async () => (await (await browser.get('session')).json()).locked;
    for (let i = 0; i < 4; i++) {
      clock.shift(IDLE_LOCK_MS - 60_000);
      expect((await browser.post('people', { name: `Newcomer ${i} of many`, role: 'officer' })).status).toBe(201);
    }
    clock.shift(IDLE_LOCK_MS - 60_000);
    expect(await isLocked()).toBe(false);
    clock.shift(61_000);
    expect(await isLocked()).toBe(true);
  });

  test('has as long as the installation gives it', async () => {
    expect(parseConfig({})).toMatchObject({ config: { idleLockMs: IDLE_LOCK_MS } });
    expect(parseConfig({ LOCK_AFTER_MINUTES: '45' })).toMatchObject({ config: { idleLockMs: 45 * 60_000 } });
    for (const wrong of ['0', '721', 'never'])
      expect(parseConfig({ LOCK_AFTER_MINUTES: wrong })).toEqual({
        wrong: [expect.stringMatching(/^LOCK_AFTER_MINUTES: /)],
      });
    const patient = await startApp({ clock, idleLockMs: 2 * IDLE_LOCK_MS });
    onTestFinished(() => patient.stop());
    const { cookie } = await patient.signIn();
    const said = async () => {
      const answer = await fetch(`${patient.url}/api/v1/session`, { headers: { cookie } });
      return (await answer.json()) as { idleLockMs: number; locked: boolean };
    };
    clock.shift(IDLE_LOCK_MS + 1000);
    expect(await said()).toMatchObject({ idleLockMs: 2 * IDLE_LOCK_MS, locked: false });
    clock.shift(IDLE_LOCK_MS);
    expect(await said()).toMatchObject({ locked: true });
  });

  test('ends after twelve hours', async () => {
    const { browser } = await signedIn();
    clock.shift(12 * HOUR + 1000);
    expect((await browser.get('session')).status).toBe(401);
  });
});

test('a new password needs the old one, ends every other session and keeps this browser in', async () => {
  const { browser, record } = await signedIn();
  const elsewhere = browserAt(app.url);
  await elsewhere.post('session', { name: record.name, password });
  const next = 'another horse entirely';
  expect((await browser.post('session/password', { password: 'wrong', next })).status).toBe(403);
  expect((await browser.post('session/password', { password, next: 'short' })).status).toBe(422);
  expect((await browser.post('session/password', { password, next })).status).toBe(200);
  expect((await browser.get('session')).status).toBe(200);
  expect((await elsewhere.get('session')).status).toBe(401);
  expect((await elsewhere.post('session', { name: record.name, password })).status).toBe(401);
  expect((await elsewhere.post('session', { name: record.name, password: next })).status).toBe(200);
});

describe('where nobody is registered', () => {
  test('the code on the terminal makes the first admin, once', async () => {
    const fresh = await startApp();
    const code = fresh.firstCode()!;
    expect(code).toMatch(/^([A-Z2-9]{4}-){3}[A-Z2-9]{4}$/);
    const browser = browserAt(fresh.url);
    const asked = { name: 'Zhang Wei', password };
    expect((await browser.post('session/first', { ...asked, code: 'AAAA-AAAA-AAAA-AAAA' })).status).toBe(401);
    expect((await browser.post('session/first', { ...asked, password: 'short', code })).status).toBe(422);
    const made = await browser.post('session/first', { ...asked, code: code.toLowerCase() });
    expect(made.status).toBe(201);
    expect(await made.json()).toMatchObject({ person: { name: 'Zhang Wei', role: 'admin', oversight: false } });
    expect((await browser.get('people')).status).toBe(200);
    expect((await browserAt(fresh.url).post('session/first', { ...asked, name: 'Mallory', code })).status).toBe(401);
    await fresh.stop();
  });

  test('a demo has no such code, and everybody can sign in', async () => {
    const demo = await startApp({ demo: true });
    expect(demo.firstCode()).toBeUndefined();
    const browser = browserAt(demo.url);
    const { demo: ways } = await (await browser.get('session/ways')).json();
    expect(ways.map(({ name }: { name: string }) => name)).toEqual(
      'supervisor supervisor2 officer analyst admin mediator mediator2 community auditor'.split(' '),
    );
    for (const { name, password } of ways) {
      const answer = await browserAt(demo.url).post('session', { name, password });
      expect(await answer.json()).toMatchObject({ demo: true, authenticator: 'none-needed', person: { name } });
    }
    const [{ name, password: word }] = ways;
    await browser.post('session', { name, password: word });
    // Nobody takes it from everybody.
    expect((await browser.post('session/authenticator')).status).toBe(409);
    await demo.stop();
  });

  test('the sign-ins of a demo are of no use without one', async () => {
    const folder = keptFolder();
    const demo = await startApp({ demo: true, folder });
    const browser = browserAt(demo.url);
    expect((await browser.post('session', { name: 'admin', password: 'demo' })).status).toBe(200);
    const cookie = browser.cookie();
    await demo.stop();
    const real = await startApp({ folder });
    expect((await browserAt(real.url, cookie).get('session')).status).toBe(401);
    const refused = await browserAt(real.url).post('session', { name: 'admin', password: 'demo' });
    expect([refused.status, (await refused.json()).why]).toEqual([401, 'wrong']);
    expect(real.firstCode()).toBeDefined();
    expect(await (await browserAt(real.url).get('session/ways')).json()).toEqual({
      demo: [],
      openId: null,
      first: true,
    });
    await real.stop();
  });
});
