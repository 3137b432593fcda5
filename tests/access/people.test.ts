import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AreaId } from '#data/contract/ids.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { cookieNames } from './cookie-names.ts';
import { inPack, makeReport } from '../support/report.ts';
import { registered } from './registered.ts';
import { browserAt, type TestBrowser } from './provider/test-browser.ts';

let app: RunningApp;
let admin: TestBrowser;
beforeAll(async () => {
  app = await startApp();
  admin = browserAt(app.url, (await app.signIn({ role: 'admin' })).cookie);
});
afterAll(() => app.stop());

const password = 'a horse and a battery';

describe('an admin', () => {
  test('registers somebody who can sign in', async () => {
    const made = await admin.post('people', {
      name: 'Li Na',
      role: 'officer',
      area: 'd0',
      unit: 'police-01',
      password,
    });
    expect(made.status).toBe(201);
    expect(await made.json()).toEqual({
      person: {
        id: expect.stringMatching(/^p-[0-9a-f]{10}$/),
        name: 'Li Na',
        role: 'officer',
        area: 'd0',
        unit: 'police-01',
        oversight: false,
        left: false,
      },
    });
    const answer = await browserAt(app.url).post('session', { name: 'li na', password });
    expect(await answer.json()).toMatchObject({ view: { name: 'officer', area: 'd0' } });
  });

  test.each([
    ['no name', { role: 'officer' }, '/name'],
    ['an empty name', { name: ' ', role: 'officer' }, '/name'],
    ['a name that hides', { name: 'a\u200bdmin', role: 'officer' }, '/name'],
    ['an unknown role', { name: 'X', role: 'king' }, '/role'],
    ['an area of elsewhere', { name: 'X', role: 'officer', area: 'atlantis' }, '/area'],
    ['an organisation of elsewhere', { name: 'X', role: 'officer', organisation: 'none' }, '/organisation'],
    ['a short password', { name: 'X', role: 'officer', password: 'short' }, '/password'],
    ['an id of their own', { name: 'X', role: 'officer', id: 'boss' }, '/id'],
    ['a subject where no OpenID is', { name: 'X', role: 'officer', subject: 's' }, '/subject'],
    ['no object', [], ''],
  ])('is told which field is wrong: %s', async (_what, body, pointer) => {
    const refused = await admin.post('people', body);
    expect(refused.status).toBe(422);
    const { errors } = await refused.json();
    expect(errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  test('cannot smuggle anything in by the prototype', async () => {
    const headers = { 'content-type': 'application/json' };
    for (const body of [
      '{"name":"P1","role":"officer","__proto__":{"oversight":true}}',
      '{"name":"P2","role":"officer","constructor":{"prototype":{"oversight":true}}}',
    ]) {
      const answer = await admin.send('POST', 'people', { headers, body });
      if (answer.status === 201) expect((await answer.json()).person.oversight).toBe(false);
      else expect(answer.status).toBe(422);
    }
    expect(({} as { oversight?: boolean }).oversight).toBeUndefined();
    expect((await admin.post('people/__proto__/leave')).status).toBe(404);
    const { id } = await registered(app);
    for (const command of ['__proto__', 'constructor', 'toString'])
      expect((await admin.post(`people/${id}/${command}`)).status).toBe(404);
  });

  test('gives no name twice, in any case of letters, but that of somebody who has left', async () => {
    const { id } = await registered(app, { name: 'Twice' });
    expect((await admin.post('people', { name: 'TWICE', role: 'officer' })).status).toBe(409);
    expect((await admin.post(`people/${id}/leave`)).status).toBe(200);
    expect((await admin.post('people', { name: 'twice', role: 'officer' })).status).toBe(201);
    expect((await admin.post(`people/${id}/change`, { role: 'admin' })).status).toBe(409);
  });

  test('takes away what is null and leaves what is not named', async () => {
    const { id } = await registered(app, { area: 'd0' as AreaId, oversight: true });
    const { person } = await (await admin.post(`people/${id}/change`, { area: null })).json();
    expect(person).not.toHaveProperty('area');
    expect(person).toMatchObject({ id, oversight: true, role: 'officer' });
  });

  test('gives oversight to others, never to themselves', async () => {
    const me = await app.signIn({ role: 'admin' });
    const own = browserAt(app.url, me.cookie);
    const refused = await own.post(`people/${me.person.id}/change`, { oversight: true });
    expect([refused.status, (await refused.json()).why]).toEqual([409, 'oneself']);
    const { id } = await registered(app);
    expect((await own.post(`people/${id}/change`, { oversight: true })).status).toBe(200);
  });
});

test('who walks through ids learns nothing of other areas', async () => {
  const headers = { authorization: `Bearer ${await app.addSource('hotline')}`, 'content-type': 'application/json' };
  const body = JSON.stringify(makeReport({ location: { type: 'Point', coordinates: inPack } }));
  const { id } = await (await fetch(`${app.url}/api/v1/incidents`, { method: 'POST', headers, body })).json();
  const far = browserAt(app.url, (await app.signIn({ role: 'officer', area: 'd1' as AreaId })).cookie);
  const near = browserAt(app.url, (await app.signIn({ role: 'officer', area: 'd0' as AreaId })).cookie);
  expect((await near.get(`incidents/${id}`)).status).toBe(200);
  const hidden = await far.get(`incidents/${id}`);
  const none = await far.get('incidents/no-such');
  expect([hidden.status, none.status]).toEqual([404, 404]);
  const { instance: _a, ...told } = await hidden.json();
  const { instance: _b, ...said } = await none.json();
  expect(told).toEqual(said);
});

test('a wall in the same browser keeps its own eyes', async () => {
  const wall = `${cookieNames.view('public-wall')}=${await app.addView('public-wall')}`;
  const { cookie } = await app.signIn({ role: 'supervisor' });
  const browser = browserAt(app.url, `${wall}; ${cookie}`);
  const viewOf = async (query: string) => (await (await browser.get(`snapshot${query}`)).json()).view;
  expect(await viewOf('?view=public-wall')).toBe('public-wall');
  expect(await viewOf('?view=supervisor')).toBe('supervisor');
  expect(await viewOf('')).toBe('supervisor');
  expect((await browser.get('snapshot?view=admin')).status).toBe(401);
});

test('in a browser that was a wall once, who is not signed in or no more is told so', async () => {
  const wall = `${cookieNames.view('ops-wall')}=${await app.addView('ops-wall')}`;
  const fresh = browserAt(app.url, wall);
  for (const path of ['session', 'work', 'people']) expect((await fresh.get(path)).status).toBe(401);
  expect((await fresh.post('incidents/some/triage')).status).toBe(401);
  const { person, cookie } = await app.signIn({ role: 'officer' });
  const browser = browserAt(app.url, `${wall}; ${cookie}`);
  expect((await browser.get('incidents')).status).toBe(200);
  await admin.post(`people/${person.id}/leave`);
  for (const path of ['incidents', 'session', 'snapshot']) expect((await browser.get(path)).status).toBe(401);
  expect((await browser.get('snapshot?view=ops-wall')).status).toBe(200);
});
