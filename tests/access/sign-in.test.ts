import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp } from '../support/app.ts';
import { cookieNames } from './cookie-names.ts';
import { keptFolder } from './kept-folder.ts';
import { password, registered } from './registered.ts';
import { browserAt } from './provider/test-browser.ts';

let app: RunningApp;
beforeAll(async () => void (app = await startApp()));
afterAll(() => app.stop());

describe('somebody with a password', () => {
  test('signs in, is known, and signs out', async () => {
    await registered(app, { name: 'Ma Lin' });
    const browser = browserAt(app.url);
    const answer = await browser.post('session', { name: 'ma lin ', password });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      person: { name: 'Ma Lin', role: 'officer' },
      view: { name: 'officer' },
      locked: false,
      authenticator: 'none-needed',
      demo: false,
    });
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^wf_[0-9a-f]{8}_session=[\w-]{43}; Path=\/; Expires=.*; HttpOnly; SameSite=Strict$/);
    expect((await browser.get('session')).status).toBe(200);
    expect((await browser.get('incidents')).status).toBe(200);
    const before = browser.cookie();
    expect((await browser.send('DELETE', 'session')).status).toBe(204);
    expect((await browser.get('session')).status).toBe(401);
    expect((await browserAt(app.url, before).get('session')).status).toBe(401);
  });

  test('is told the same about a wrong name, a wrong password and somebody who has left', async () => {
    const { name } = await registered(app);
    const left = await registered(app, { left: true });
    const answers = [
      { name: 'Nobody', password },
      { name, password: 'not this one' },
      { name: left.name, password },
    ].map((asked) => browserAt(app.url).post('session', asked));
    const said = await Promise.all((await Promise.all(answers)).map(async (one) => [one.status, await one.text()]));
    expect(said[0]![0]).toBe(401);
    expect(JSON.parse(String(said[0]![1]))).toMatchObject({ why: 'wrong' });
    expect(said[1]).toEqual(said[0]);
    expect(said[2]).toEqual(said[0]);
  });

  test('never has a secret sent back, nor anything of the password kept that could be read', async () => {
    const { name, id } = await registered(app);
    const browser = browserAt(app.url);
    const signedIn = await (await browser.post('session', { name, password })).text();
    const people = await (await browser.get('people')).text();
    for (const text of [signedIn, people]) expect(text).not.toMatch(/argon2|generation|totp|"password"/);
    expect(String(await app.store.drawers.get('person', id))).toMatch(/\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const token = browser.cookie().split('=')[1]!;
    for (const { id, body } of await app.store.drawers.list('session')) expect(`${id}${body}`).not.toContain(token);
  });

  test('gets another session each time: one that was planted is never taken over', async () => {
    const { name } = await registered(app);
    const planted = browserAt(app.url, `${cookieNames.session}=a-token-that-a-stranger-chose`);
    await planted.post('session', { name, password });
    expect(planted.cookie()).not.toContain('stranger');
    const first = planted.cookie();
    await planted.post('session', { name, password });
    expect(planted.cookie()).not.toBe(first);
  });

  test('sends nothing but the fields of the form', async () => {
    const { name } = await registered(app);
    const polluted =
      '{"name":"x","password":"y","__proto__":{"role":"admin"},"constructor":{"prototype":{"role":"admin"}}}';
    const headers = { 'content-type': 'application/json' };
    const answer = await browserAt(app.url).send('POST', 'session', { headers, body: polluted });
    expect([401, 422]).toContain(answer.status);
    expect(({} as { role?: string }).role).toBeUndefined();
    expect((await browserAt(app.url).post('session', { name, password, role: 'admin' })).status).toBe(422);
    expect((await browserAt(app.url).post('session', { name: { $ne: '' }, password })).status).toBe(422);
  });
});

describe('a session', () => {
  test('goes on after a restart as it was: what was locked stays so, and nothing else is', async () => {
    const folder = keptFolder();
    const before = await startApp({ folder });
    const [atWork, away] = [await before.signIn(), await before.signIn()];
    await browserAt(before.url, away.cookie).post('session/lock');
    await before.stop();
    const after = await startApp({ folder });
    const isLocked = async ({ cookie }: { cookie: string }) =>
      (await (await browserAt(after.url, cookie).get('session')).json()).locked;
    expect(await isLocked(atWork)).toBe(false);
    expect(await isLocked(away)).toBe(true);
    await after.stop();
  });
});
