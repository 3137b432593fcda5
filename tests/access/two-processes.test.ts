import Database from 'better-sqlite3';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { PROTOCOL } from '#data/contract/feed.ts';
import type { Present } from '#data/contract/desk-api.ts';
import type { Person } from '#data/contract/person.ts';
import { realClock } from '#server/real-clock.ts';
import { createInProcess } from '#server/store/in-process.ts';
import { createPositionsReader } from '#data/contract/positions-reader.ts';
import { UNKNOWN } from '#data/contract/positions-frame.ts';
import { unitId } from '../support/make-rows.ts';
import { inPack } from '../support/report.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { cookieNames } from './cookie-names.ts';
import { keptFolder } from './kept-folder.ts';
import { password, registered } from './registered.ts';
import { browserAt, type TestBrowser } from './provider/test-browser.ts';

/**
 * Two servers on one store, each with a memory of its own. All that links them is the store, and what
 * stands for a place that both of them count attempts in.
 */
let here: RunningApp;
let there: RunningApp;
const sockets: Socket[] = [];
const shared = createInProcess(realClock);
beforeAll(async () => {
  here = await startApp({ shared, others: () => 1 });
  there = await startApp({ shared, beside: here, others: () => 1 });
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});
afterAll(async () => {
  await there.stop();
  await here.stop();
});

const WITHIN = { timeout: 2000, interval: 20 };

function dial(app: RunningApp, namespace: '/feed' | '/desk', cookie: string, view?: string): Socket {
  const socket = io(`${app.url}${namespace}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { protocol: PROTOCOL, resume: null },
    extraHeaders: { cookie },
    ...(view !== undefined && { query: { view } }),
  });
  sockets.push(socket);
  return socket;
}
const opened = (socket: Socket) => vi.waitFor(() => expect(socket.connected).toBe(true));
const gone = (socket: Socket) => vi.waitFor(() => expect(socket.connected).toBe(false), WITHIN);
const status = async (cookie: string, path = 'session') => (await browserAt(here.url, cookie).get(path)).status;

type End = (admin: TestBrowser, person: Person, cookie: string) => Promise<unknown>;
const ends: [string, End][] = [
  ['another role', (admin, { id }) => admin.post(`people/${id}/change`, { role: 'analyst' })],
  ['another password', (admin, { id }) => admin.post(`people/${id}/password`, { password: 'quite another one' })],
  ['that they have left', (admin, { id }) => admin.post(`people/${id}/leave`)],
  ['signing out', (_admin, _person, cookie) => browserAt(there.url, cookie).send('DELETE', 'session')],
];

describe('what one process is told', () => {
  test.each(ends)('%s, closes what is open at the other within 2 s', async (_what, end) => {
    const { person, cookie } = await here.signIn({ role: 'officer' });
    const admin = browserAt(there.url, (await there.signIn({ role: 'admin' })).cookie);
    const [feed, desk] = [dial(here, '/feed', cookie, 'officer'), dial(here, '/desk', cookie)];
    await Promise.all([opened(feed), opened(desk)]);
    expect(await status(cookie)).toBe(200);
    const bye = new Promise<{ why: string }>((heard) => feed.on('bye', heard));
    await end(admin, person, cookie);
    await vi.waitFor(async () => expect(await status(cookie)).toBe(401), WITHIN);
    await Promise.all([gone(feed), gone(desk)]);
    expect(await bye).toMatchObject({ why: 'revoked' });
  });

  test('a token that is revoked, closes the screens that look with it', async () => {
    const [name, kept] = [
      `${cookieNames.view('ops-wall')}=${await here.addView('ops-wall')}`,
      await here.addView('officer'),
    ];
    const [wall, other] = [
      dial(here, '/feed', name, 'ops-wall'),
      dial(here, '/feed', `${cookieNames.view('officer')}=${kept}`),
    ];
    await Promise.all([opened(wall), opened(other)]);
    await there.store.tokens.revoke('test ops-wall');
    await gone(wall);
    expect(await status(name, 'snapshot?view=ops-wall')).toBe(401);
    expect(other.connected).toBe(true);
  });

  test('who is registered there signs in here, and goes on there', async () => {
    const { name } = await registered(there);
    const browser = browserAt(here.url);
    expect((await browser.post('session', { name, password })).status).toBe(200);
    expect((await browserAt(there.url, browser.cookie()).get('session')).status).toBe(200);
  });

  test('a lock, locks at the other', async () => {
    const { cookie } = await here.signIn();
    await browserAt(there.url, cookie).post('session/lock');
    expect(await (await browserAt(here.url, cookie).get('session')).json()).toMatchObject({ locked: true });
  });

  test('attempts, count at the other', async () => {
    const { name } = await registered(here);
    const guess = (app: RunningApp) => browserAt(app.url).post('session', { name, password: 'a guess' });
    for (const app of [here, there, here, there, here]) expect((await guess(app)).status).toBe(401);
    expect((await guess(there)).status).toBe(429);
  });

  test('where a unit is, is shown at the other', async () => {
    const fixes = [{ unit: 'two-1', at: Date.now(), lon: inPack[0], lat: inPack[1] }];
    const answer = await fetch(`${here.url}/api/v1/positions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await here.addSource('radio')}`, 'content-type': 'application/json' },
      body: JSON.stringify(fixes),
    });
    expect(answer.status).toBe(202);
    const { cookie } = await there.signIn({ role: 'officer' });
    const feed = dial(there, '/feed', cookie, 'officer');
    const reader = createPositionsReader();
    feed.on('positions', (frame: ArrayBuffer) => reader.read(new Uint8Array(frame)));
    const { slot } = there.board().units.get(unitId('two-1'))!;
    await vi.waitFor(() => expect(reader.planes.x[slot] ?? UNKNOWN).not.toBe(UNKNOWN));
  });

  test('who has what open, is seen at the other, until the page closes', async () => {
    const [mine, theirs] = [await here.signIn(), await there.signIn()];
    const [watching, sitting] = [dial(here, '/desk', mine.cookie), dial(there, '/desk', theirs.cookie)];
    let all: Present = [];
    watching.on('present', (present: Present) => (all = present));
    await Promise.all([opened(watching), opened(sitting)]);
    const sees = () => all.some(({ person }) => person === theirs.person.id);
    await vi.waitFor(() => expect(sees()).toBe(true));
    sitting.disconnect();
    await vi.waitFor(() => expect(sees()).toBe(false));
  });
});

describe('what must happen once', () => {
  const twice = <T>(run: (app: RunningApp) => Promise<T>) => Promise.all([here, there].map(run));

  test('a display that asked here and was approved there takes its token at one of them', async () => {
    const { code, ticket } = await (await browserAt(here.url).post('displays/pairing')).json();
    const hall = { kind: 'view', name: 'Hall', view: 'ops-wall' } as const;
    const approved = await twice((app) => app.pairing.approve(code, hall));
    expect(approved.filter(Boolean)).toHaveLength(1);
    const collected = await twice((app) => browserAt(app.url).post('displays/pairing/collect', { ticket }));
    expect(collected.map(({ status }) => status).sort()).toEqual([200, 404]);
    const tokens = (await here.store.tokens.list()).filter(({ name }) => name === 'Hall');
    expect(tokens).toHaveLength(1);
  });

  test('a name is given once, though it is given at both', async () => {
    const by = { kind: 'rule', id: 'test' } as const;
    for (let i = 0; i < 5; i++) {
      const added = await twice((app) => app.access.people.add(by, { name: `Only ${i}`, role: 'officer' }));
      expect(added.map(({ ok }) => ok).sort()).toEqual([false, true]);
    }
  });
});

test('what another process writes into the very file is known here within 2 s', async () => {
  const folder = keptFolder();
  const app = await startApp({ folder });
  const { person, cookie } = await app.signIn({ role: 'officer' });
  const feed = dial(app, '/feed', cookie, 'officer');
  await opened(feed);
  const other = new Database(join(folder, 'watchfloor.db'));
  const record = { ...app.access.register.byId(person.id)!, generation: 1 };
  other.prepare("INSERT OR REPLACE INTO drawer VALUES ('person', ?, ?)").run(person.id, JSON.stringify(record));
  other.close();
  await gone(feed);
  expect((await browserAt(app.url, cookie).get('session')).status).toBe(401);
  await app.stop();
});

test('what one address asks for, counts at both', async () => {
  // Whatever was asked for before counts too.
  const ask = (app: RunningApp) => browserAt(app.url).post('displays/pairing');
  const answers = [];
  for (let i = 0; i < 22; i++) answers.push((await ask(i % 2 ? here : there)).status);
  expect(answers.slice(-2)).toEqual([429, 429]);
});
