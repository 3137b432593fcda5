import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createThrottle } from '#server/access/throttle.ts';
import { createInProcess } from '#server/store/in-process.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { createTestClock } from '../support/test-clock.ts';
import { password, registered } from './registered.ts';
import { stillClock } from './still-clock.ts';
import { browserAt } from './test-browser.ts';

let app: RunningApp;
beforeAll(async () => void (app = await startApp({ clock: stillClock() })));
afterAll(() => app.stop());

describe('whoever guesses passwords', () => {
  test('is told to wait, even with the right one, and the account is not locked for others', async () => {
    const { name } = await registered(app);
    const guess = (word: string) => browserAt(app.url).post('session', { name, password: word });
    for (let i = 0; i < 5; i++) expect((await guess(`guess ${i}`)).status).toBe(401);
    const slowed = await guess(password);
    expect(slowed.status).toBe(429);
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(await slowed.json()).toMatchObject({ why: 'too-often' });
    const other = await registered(app);
    expect((await browserAt(app.url).post('session', { name: other.name, password })).status).toBe(200);
  });

  test('with many at once gets no more attempts than one after the other', async () => {
    const { name } = await registered(app);
    const guesses = Array.from({ length: 12 }, (_, i) =>
      browserAt(app.url).post('session', { name, password: `guess ${i}` }),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(7);
  });

  test('waits longer each time, up to a quarter of an hour', async () => {
    const clock = createTestClock();
    const throttle = createThrottle(createInProcess(clock));
    const waits: number[] = [];
    for (let i = 0; i < 20; i++) {
      const wait = await throttle.attempt('ma', '203.0.113.1');
      if (wait === 0) continue;
      waits.push(wait);
      clock.advance(wait);
      expect(await throttle.attempt('ma', '203.0.113.1')).toBe(0);
    }
    expect(waits.slice(0, 4)).toEqual([1000, 2000, 4000, 8000]);
    expect(Math.max(...waits)).toBe(15 * 60_000);
  });

  test('from a thousand addresses is slowed, and the owner still comes in from where they sit', async () => {
    const throttle = createThrottle(createInProcess(createTestClock()));
    expect(await throttle.attempt('ma', 'the desk')).toBe(0);
    await throttle.succeeded('ma', 'the desk');
    const attempts = Array.from({ length: 1000 }, (_, i) => throttle.attempt('ma', `203.0.113.${i}`));
    const admitted = await Promise.all(attempts);
    expect(admitted.filter((wait) => wait === 0).length).toBeLessThan(25);
    expect(await throttle.attempt('ma', 'the desk')).toBe(0);
  });

  test('with a known password gets no more codes for it', async () => {
    const throttle = createThrottle(createInProcess(createTestClock()));
    let admitted = 0;
    for (let i = 0; i < 50; i++) {
      if ((await throttle.attempt('ma', 'there')) > 0) continue;
      await throttle.takeBack('ma', 'there');
      if ((await throttle.attempt('ma', 'there')) === 0) admitted++;
    }
    expect(admitted).toBe(5);
  });
});

test('the code for the first admin cannot be guessed either', async () => {
  const fresh = await startApp({ clock: stillClock() });
  const statuses: number[] = [];
  for (let i = 0; i < 7; i++) {
    const asked = { code: `AAAA-AAAA-AAAA-AA${i}${i}`, name: 'mallory', password };
    statuses.push((await browserAt(fresh.url).post('session/first', asked)).status);
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  await fresh.stop();
});

describe('somebody who holds the session of another', () => {
  const doors: [string, (guess: string) => [path: string, body: object]][] = [
    ['unlock it', (guess) => ['session/unlock', { password: guess }]],
    ['change the password', (guess) => ['session/password', { password: guess, next: 'a password of theirs' }]],
  ];
  test.each(doors)('cannot guess the password to %s', async (_what, asked) => {
    const record = await registered(app);
    const { token } = await app.access.sessions.open(record, 'password');
    const browser = browserAt(app.url, `wf_session=${token}`);
    const guess = async (word: string) => (await browser.post(...asked(word))).status;
    for (let i = 0; i < 5; i++) expect(await guess(`guess ${i}`)).toBe(403);
    expect(await guess(password)).toBe(429);
  });

  test('cannot guess the code of an authenticator that is being set up', async () => {
    const record = await registered(app, { role: 'admin' });
    const { token } = await app.access.sessions.open(record, 'password');
    const browser = browserAt(app.url, `wf_session=${token}`);
    await browser.post('session/authenticator');
    const statuses: number[] = [];
    for (let i = 0; i < 7; i++)
      statuses.push((await browser.post('session/authenticator', { code: `00000${i}` })).status);
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429, 429]);
  });
});

test('many sign-ins of others from one office do not slow it', async () => {
  const people = await Promise.all(Array.from({ length: 30 }, () => registered(app)));
  for (const { name } of people)
    expect((await browserAt(app.url).post('session', { name, password })).status).toBe(200);
});

test('tokens of displays and tickets of pairing cannot be guessed on and on', async () => {
  const own = await startApp({ clock: stillClock() });
  const browser = browserAt(own.url);
  const guess = (i: number) => browser.post('displays/session', { token: `wf_v_guess${i}` });
  for (let i = 0; i < 100; i++) expect((await guess(i)).status).toBe(401);
  expect((await guess(100)).status).toBe(429);
  expect((await browser.post('displays/pairing/collect', { ticket: 'guess' })).status).toBe(429);
  await own.stop();
});
