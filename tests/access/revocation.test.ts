import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { PROTOCOL } from '#data/contract/feed.ts';
import type { Present } from '#data/contract/desk-api.ts';
import type { AreaId } from '#data/contract/ids.ts';
import type { Person } from '#data/contract/person.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { cookieNames } from './cookie-names.ts';
import { makeReport } from '../support/report.ts';
import { registered } from './registered.ts';
import { browserAt, type TestBrowser } from './provider/test-browser.ts';

let app: RunningApp;
const sockets: Socket[] = [];
beforeAll(async () => void (app = await startApp()));
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});
afterAll(() => app.stop());

function dial(namespace: '/feed' | '/desk', cookie: string | undefined, view?: string): Socket {
  const socket = io(`${app.url}${namespace}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { protocol: PROTOCOL, resume: null },
    ...(cookie !== undefined && { extraHeaders: { cookie } }),
    ...(view !== undefined && { query: { view } }),
  });
  sockets.push(socket);
  return socket;
}
const opened = (socket: Socket) => vi.waitFor(() => expect(socket.connected).toBe(true));
const gone = (socket: Socket) => vi.waitFor(() => expect(socket.connected).toBe(false), { timeout: 2000 });

type Case = [string, (admin: TestBrowser, person: Person) => Promise<Response>];
const cases: Case[] = [
  ['the role', (admin, { id }) => admin.post(`people/${id}/change`, { role: 'analyst' })],
  ['the area', (admin, { id }) => admin.post(`people/${id}/change`, { area: 'd0' })],
  ['oversight', (admin, { id }) => admin.post(`people/${id}/change`, { oversight: true })],
  ['the password', (admin, { id }) => admin.post(`people/${id}/password`, { password: 'quite another one' })],
  ['the authenticator', (admin, { id }) => admin.post(`people/${id}/reset-authenticator`)],
  ['that they are here at all', (admin, { id }) => admin.post(`people/${id}/leave`)],
];

describe('when an admin changes', () => {
  test.each(cases)('%s, what is open is closed at once (P45)', async (_what, change) => {
    const { person, cookie } = await app.signIn({ role: 'officer' });
    const admin = browserAt(app.url, (await app.signIn({ role: 'admin' })).cookie);
    const [feed, desk] = [dial('/feed', cookie, 'officer'), dial('/desk', cookie)];
    await Promise.all([opened(feed), opened(desk)]);
    const bye = new Promise<{ why: string }>((heard) => feed.on('bye', heard));
    expect((await change(admin, person)).status).toBe(200);
    expect((await browserAt(app.url, cookie).get('session')).status).toBe(401);
    await Promise.all([gone(feed), gone(desk)]);
    expect(await bye).toMatchObject({ why: 'revoked' });
    const again = dial('/feed', cookie, 'officer');
    await new Promise((refused) => again.once('connect_error', refused));
  });

  test('a crew or a name, work goes on', async () => {
    const { person, cookie } = await app.signIn({ role: 'officer' });
    const admin = browserAt(app.url, (await app.signIn({ role: 'admin' })).cookie);
    const answer = await admin.post(`people/${person.id}/change`, { unit: 'police-07', name: 'Renamed' });
    expect(await answer.json()).toMatchObject({ person: { unit: 'police-07', name: 'Renamed' } });
    expect((await browserAt(app.url, cookie).get('session')).status).toBe(200);
  });
});

test('signing out closes the sockets of this browser and no other', async () => {
  const { person, cookie } = await app.signIn();
  const record = app.access.register.byId(person.id)!;
  const other = `${cookieNames.session}=${(await app.access.sessions.open(record, 'password')).token}`;
  const [mine, theirs] = [dial('/desk', cookie), dial('/desk', other)];
  await Promise.all([opened(mine), opened(theirs)]);
  await browserAt(app.url, cookie).send('DELETE', 'session');
  await gone(mine);
  expect(theirs.connected).toBe(true);
});

describe('who has what open', () => {
  async function sitting(over: Partial<Person> = {}) {
    const { person, cookie } = await app.signIn(over);
    const socket = dial('/desk', cookie);
    let all: Present = [];
    socket.on('present', (present: Present) => (all = present));
    await opened(socket);
    return { person, socket, sees: (id: string) => all.find((one) => one.person === id) };
  }

  test('is seen by those whose area it is in, and ends when the page closes (P48)', async () => {
    const token = await app.addSource('hotline');
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const made = await fetch(`${app.url}/api/v1/incidents`, {
      method: 'POST',
      headers,
      body: JSON.stringify(makeReport()),
    });
    const { id: incident } = await made.json();
    const [a, b, far] = [await sitting(), await sitting(), await sitting({ role: 'officer', area: 'd1' as AreaId })];
    a.socket.emit('open', incident);
    await vi.waitFor(() => expect(b.sees(a.person.id)).toEqual({ person: a.person.id, name: a.person.name, incident }));
    await vi.waitFor(() => expect(far.sees(a.person.id)).toMatchObject({ incident: null }));
    far.socket.emit('open', incident);
    await vi.waitFor(() => expect(b.sees(far.person.id)).toMatchObject({ incident: null }));
    a.socket.emit('open', null);
    await vi.waitFor(() => expect(b.sees(a.person.id)).toMatchObject({ incident: null }));
    a.socket.disconnect();
    await vi.waitFor(() => expect(b.sees(a.person.id)).toBeUndefined());
  });

  test.each([
    ['something else', ['shout', 1]],
    ['no incident', ['open', { id: 1 }]],
    ['too much', ['open', null, null]],
  ])('whoever says %s is cut (P47)', async (_what, [event, ...args]) => {
    const { socket } = await sitting();
    socket.emit(event as string, ...args);
    await gone(socket);
  });

  test('whoever says it too often is cut', async () => {
    const { socket } = await sitting();
    for (let i = 0; i < 60; i++) socket.emit('open', null);
    await gone(socket);
  });

  test('is not for walls, tokens, analysts or nobody (P46)', async () => {
    const analyst = await app.signIn({ role: 'analyst' });
    const wall = `${cookieNames.view('ops-wall')}=${await app.addView('ops-wall')}`;
    for (const cookie of [undefined, `${cookieNames.session}=unknown`, wall, analyst.cookie]) {
      const socket = dial('/desk', cookie);
      await new Promise((refused) => socket.once('connect_error', refused));
      expect(socket.connected).toBe(false);
    }
  });
});

test('a page of another site cannot open a socket with the cookie of a signed-in person', async () => {
  const { cookie } = await app.signIn();
  for (const namespace of ['/desk', '/feed'] as const) {
    const socket = io(`${app.url}${namespace}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { protocol: PROTOCOL, resume: null },
      extraHeaders: { cookie, origin: 'https://evil.example' },
    });
    sockets.push(socket);
    await new Promise((refused) => socket.once('connect_error', refused));
    expect(socket.connected).toBe(false);
  }
});

test('the last admin cannot leave, nor be made something else', async () => {
  const lonely = await startApp();
  const { person, cookie } = await lonely.signIn({ role: 'admin' });
  const admin = browserAt(lonely.url, cookie);
  for (const [command, body] of [
    ['leave', {}],
    ['change', { role: 'officer' }],
  ] as const) {
    const refused = await admin.post(`people/${person.id}/${command}`, body);
    expect([refused.status, (await refused.json()).why]).toEqual([409, 'last-admin']);
  }
  await registered(lonely, { role: 'admin' });
  expect((await admin.post(`people/${person.id}/leave`)).status).toBe(200);
  await lonely.stop();
});

test('the last admin of the whole city stays one, whoever is admin of a part of it', async () => {
  const lonely = await startApp();
  const { person, cookie } = await lonely.signIn({ role: 'admin' });
  const limited = await registered(lonely, { role: 'admin', area: 'd0' as AreaId });
  const admin = browserAt(lonely.url, cookie);
  for (const [command, body] of [
    ['leave', {}],
    ['change', { role: 'officer' }],
    ['change', { area: 'd0' }],
  ] as const) {
    const refused = await admin.post(`people/${person.id}/${command}`, body);
    expect([refused.status, (await refused.json()).why]).toEqual([409, 'last-admin']);
  }
  expect((await admin.post(`people/${limited.id}/change`, { role: 'officer' })).status).toBe(200);
  await registered(lonely, { role: 'admin' });
  expect((await admin.post(`people/${person.id}/change`, { area: 'd0' })).status).toBe(200);
  await lonely.stop();
});
