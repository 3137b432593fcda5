import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROTOCOL } from '#data/contract/feed.ts';
import { createThrottle } from '#server/access/throttle.ts';
import { createInProcess } from '#server/store/in-process.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { inPack } from '../support/report.ts';
import { cookieNames } from './cookie-names.ts';
import { createTestClock } from '../support/test-clock.ts';
import { password, registered } from './registered.ts';
import { stillClock } from './still-clock.ts';
import { browserAt } from './provider/test-browser.ts';

let app: RunningApp;
beforeAll(async () => void (app = await startApp({ clock: stillClock() })));
afterAll(() => app.stop());

function door(clock = createTestClock()) {
  const throttle = createThrottle(createInProcess(clock), clock);
  return { throttle, wait: async (account: string, from: string) => (await throttle.atDoor(account, from)).waitMs };
}

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
    const { wait } = door(clock);
    const waits: number[] = [];
    for (let i = 0; i < 20; i++) {
      const ms = await wait('ma', '203.0.113.1');
      if (ms === 0) continue;
      waits.push(ms);
      clock.advance(ms);
      expect(await wait('ma', '203.0.113.1')).toBe(0);
    }
    expect(waits.slice(0, 4)).toEqual([1000, 2000, 4000, 8000]);
    expect(Math.max(...waits)).toBe(15 * 60_000);
  });

  test('from a thousand addresses is slowed, and the owner still comes in from where they sit', async () => {
    const { throttle, wait } = door();
    await (await throttle.atDoor('ma', 'the desk')).succeeded();
    const waits = await Promise.all(Array.from({ length: 1000 }, (_, i) => wait('ma', `203.0.113.${i}`)));
    expect(waits.filter((ms) => ms === 0).length).toBeLessThan(25);
    expect(await wait('ma', 'the desk')).toBe(0);
  });

  test('by many names from one address is slowed, and whoever has signed in there before still comes in', async () => {
    const { throttle, wait } = door();
    await (await throttle.atDoor('ma', 'the office')).succeeded();
    const waits = await Promise.all(Array.from({ length: 100 }, (_, i) => wait(`name ${i}`, 'the office')));
    expect(waits.filter((ms) => ms === 0)).toHaveLength(60);
    expect(await wait('ma', 'the office')).toBe(0);
    expect(await wait('li', 'elsewhere')).toBe(0);
  });

  test('from the addresses of one IPv6 network is one stranger, not as many as it has addresses', async () => {
    const { wait } = door();
    const waits: number[] = [];
    for (let i = 0; i < 10; i++) waits.push(await wait('ma', `2001:db8:0:7::${i}`));
    expect(waits.filter((ms) => ms === 0)).toHaveLength(5);
    expect(await wait('ma', '2001:db8:0:8::1')).toBe(0);
    expect(await wait('li', '::ffff:203.0.113.7')).toBe(0);
    for (let i = 0; i < 5; i++) await wait('li', '203.0.113.7');
    expect(await wait('li', '::ffff:203.0.113.7')).toBeGreaterThan(0);
  });

  test('with a known password gets no more codes for it', async () => {
    const { throttle, wait } = door();
    let admitted = 0;
    for (let i = 0; i < 50; i++) {
      const attempt = await throttle.atDoor('ma', 'there');
      if (attempt.waitMs > 0) continue;
      await attempt.takeBack();
      if ((await wait('ma', 'there')) === 0) admitted++;
    }
    expect(admitted).toBe(5);
  });
});

describe('whoever has the right password', () => {
  test('leaves no count behind, not for the address and not for the account', async () => {
    const { throttle } = door();
    for (let i = 0; i < 200; i++) {
      const attempt = await throttle.atDoor(`name ${i}`, 'the office');
      expect(attempt.waitMs).toBe(0);
      await attempt.succeeded();
    }
    for (let i = 0; i < 200; i++) {
      const attempt = await throttle.atDoor('ma', `203.0.113.${i}`);
      expect(attempt.waitMs).toBe(0);
      await attempt.succeeded();
    }
  });

  test('makes nobody else wait longer who waits already', async () => {
    const clock = createTestClock();
    const { throttle, wait } = door(clock);
    for (let i = 0; i < 60; i++) await wait(`name ${i}`, 'the office');
    clock.advance(1000);
    await (await throttle.atDoor('ma', 'the office')).succeeded();
    expect(await wait('li', 'the office')).toBe(0);
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
    const browser = browserAt(app.url, `${cookieNames.session}=${token}`);
    const guess = async (word: string) => (await browser.post(...asked(word))).status;
    for (let i = 0; i < 5; i++) expect(await guess(`guess ${i}`)).toBe(403);
    expect(await guess(password)).toBe(429);
  });

  test('cannot guess the code of an authenticator that is being set up', async () => {
    const record = await registered(app, { role: 'admin' });
    const { token } = await app.access.sessions.open(record, 'password');
    const browser = browserAt(app.url, `${cookieNames.session}=${token}`);
    await browser.post('session/authenticator');
    const statuses: number[] = [];
    for (let i = 0; i < 7; i++)
      statuses.push((await browser.post('session/authenticator', { code: `00000${i}` })).status);
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429, 429]);
  });
});

test('a stranger who guesses at the door does not keep somebody from unlocking', async () => {
  const record = await registered(app);
  const { token } = await app.access.sessions.open(record, 'password');
  const browser = browserAt(app.url, `${cookieNames.session}=${token}`);
  await browser.post('session/lock');
  const guess = () => browserAt(app.url).post('session', { name: record.name, password: 'a guess' });
  for (let i = 0; i < 7; i++) await guess();
  expect((await guess()).status).toBe(429);
  expect((await browser.post('session/unlock', { password })).status).toBe(200);
});

describe('wrong tokens, shown on and on', () => {
  let own: RunningApp;
  beforeAll(async () => void (own = await startApp({ clock: stillClock() })));
  afterAll(() => own.stop());
  const show = (token: string, path: string, body: unknown) =>
    browserAt(own.url).post(path, body, { authorization: `Bearer ${token}` });

  /** What the feed says to it. */
  const knock = (token: string) =>
    new Promise<string>((said) => {
      const auth = { protocol: PROTOCOL, resume: null, token };
      const socket = io(`${own.url}/feed`, { transports: ['websocket'], forceNew: true, reconnection: false, auth });
      const end = (what: string) => {
        socket.disconnect();
        said(what);
      };
      socket.on('hello', () => end('hello'));
      socket.on('connect_error', ({ message }) => end(message));
    });

  test('are told to wait, wherever they are shown', async () => {
    const guess = (i: number) => browserAt(own.url).post('displays/session', { token: `wf_v_guess${i}` });
    for (let i = 0; i < 50; i++) expect((await guess(i)).status).toBe(401);
    for (let i = 0; i < 30; i++) expect((await show('wf_s_revoked', 'positions', [])).status).toBe(401);
    for (let i = 0; i < 20; i++) expect(await knock(`wf_v_guess${i}`)).toBe('sign in, or show a valid token');
    expect(await knock('wf_v_guess20')).toBe('too many wrong tokens from this address');
    const slowed = [await guess(50), await show('wf_s_revoked', 'positions', [])];
    for (const answer of slowed) {
      expect(answer.status).toBe(429);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    }
  });

  test('and shut out nothing that is right at the same address: no source, display, sign-in or call for help', async () => {
    const token = await own.addSource('radio');
    const [lon, lat] = inPack;
    const fix = { unit: 'U1', service: 'police', at: Date.now(), lon, lat };
    expect((await show(token, 'positions', [fix])).status).toBe(202);
    expect(await knock(await own.addView('ops-wall'))).toBe('hello');
    const admitted = await browserAt(own.url).post('displays/session', { token: await own.addView('ops-wall') });
    expect(admitted.status).toBe(200);
    const { name } = await registered(own, { unit: 'U1' as never });
    const officer = browserAt(own.url);
    expect((await officer.post('session', { name, password })).status).toBe(200);
    const help = await officer.post('units/U1/panic', {});
    expect([help.status, await help.json()]).toMatchObject([200, { id: expect.any(String) }]);
    expect((await show('wf_s_revoked', 'positions', [])).status).toBe(429);
  });

  test('nor do right sign-ins slow an office, however many there are', async () => {
    for (let i = 0; i < 59; i++) await own.access.throttle.atDoor(`name ${i}`, '127.0.0.1');
    for (let i = 0; i < 3; i++) {
      const { name } = await registered(own);
      expect((await browserAt(own.url).post('session', { name, password })).status).toBe(200);
    }
  });
});
