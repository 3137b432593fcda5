import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PersonRecord } from '#server/access/person-record.ts';
import { hashPassword } from '#server/access/password.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { browserAt, type TestBrowser } from './test-browser.ts';

const password = 'a horse and a battery';
let app: RunningApp;
let browser: TestBrowser;

async function register(over: Partial<PersonRecord>): Promise<PersonRecord> {
  const record = {
    id: `id-of-${over.name?.replaceAll(' ', '-')}`,
    name: 'nobody',
    role: 'officer',
    oversight: false,
    left: false,
    password: await hashPassword(password),
    enrolBy: Date.now() + 1000_000,
    generation: 0,
    ...over,
  } as PersonRecord;
  await app.access.register.put(record);
  return record;
}

beforeAll(async () => {
  app = await startApp();
  browser = browserAt(app.url);
  await register({ name: 'Ma Lin' });
});
afterAll(() => app.stop());

describe('somebody with a password', () => {
  test('signs in, is known, and signs out', async () => {
    const own = browserAt(app.url);
    const answer = await own.post('session', { name: 'ma lin ', password });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      person: { name: 'Ma Lin', role: 'officer' },
      view: { name: 'officer' },
      locked: false,
      authenticator: 'none-needed',
      demo: false,
    });
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^wf_session=[\w-]{43}; Path=\/; Expires=.*; HttpOnly; SameSite=Strict$/,
    );
    expect((await own.get('session')).status).toBe(200);
    expect((await own.get('incidents')).status).toBe(200);
    expect((await own.send('DELETE', 'session')).status).toBe(204);
    expect((await own.get('session')).status).toBe(401);
  });

  test('is told the same about a wrong name and a wrong password', async () => {
    const [wrongName, wrongPassword] = await Promise.all([
      browser.post('session', { name: 'Nobody', password }),
      browser.post('session', { name: 'Ma Lin', password: 'not this one' }),
    ]);
    expect([wrongName.status, wrongPassword.status]).toEqual([401, 401]);
    expect(await wrongName.json()).toEqual(await wrongPassword.json());
  });

  test('never has a secret of theirs sent back', async () => {
    const own = browserAt(app.url);
    const text = await (await own.post('session', { name: 'Ma Lin', password })).text();
    expect(text).not.toMatch(/argon2|generation|secret|enrolBy/);
  });
});
