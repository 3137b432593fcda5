import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Seq } from '#data/contract/ids.ts';
import type { Person } from '#data/contract/person.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { inPack } from '../support/report.ts';
import { east } from './http-day.ts';

let app: RunningApp;
let refs = 0;
const call = (over: object = {}) => ({
  ref: `00000000-0000-4000-8000-${String(++refs).padStart(12, '0')}`,
  category: 'public-security/theft',
  ...over,
});

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

async function as(over: Partial<Person> = {}) {
  const { person, cookie } = await app.signIn(over);
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${app.url}/api/v1/${path}`, {
      ...init,
      headers: { cookie, 'content-type': 'application/json' },
    });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> };
  };
  return {
    person,
    cookie,
    get: (path: string) => ask(path),
    file: (body: object) => ask('calls', { method: 'POST', body: JSON.stringify(body) }),
  };
}
const facts = async () => (await app.store.log.read(0 as Seq, 10_000)).map(({ fact }) => fact);

describe('a call that the desk takes', () => {
  test('is an incident of the channel of the desk, with who took it on record', async () => {
    const { file, get, person } = await as();
    const location = { type: 'Point', coordinates: inPack };
    const calledAt = new Date(Date.now() - 60_000).toISOString();
    const contact = { name: '马秀兰', phone: '13997110001' };
    const told = { title: '电动车被偷', description: 'A red one', address: 'at the gate', priority: 1 };
    const filed = await file(call({ ...told, contact, location, calledAt }));
    expect(filed.status).toBe(201);
    expect(filed.headers.get('location')).toBe(`/api/v1/incidents/${filed.body['id'] as string}`);
    expect(filed.body).toMatchObject({ cell: 'cell-0-0' });
    const { body } = await get(`incidents/${filed.body['id'] as string}`);
    expect(body).toMatchObject({ ...told, source: 'desk', mode: 'reported', reportedAt: Date.parse(calledAt) });
    const caller = await get(`incidents/${filed.body['id'] as string}/contact`);
    expect(caller.body['items']).toEqual([expect.objectContaining(contact)]);
    const [reported] = body['timeline'] as { kind: string; by: unknown }[];
    expect(reported).toMatchObject({ kind: 'incident.reported', by: { kind: 'person', id: person.id } });
  });

  test('is owed an answer where the caller wants one and leaves a number, and not otherwise', async () => {
    const { file, get } = await as();
    const contact = { phone: '139 9711 0001' };
    const wanted = await file(call({ contact, answer: true }));
    expect(wanted).toMatchObject({ status: 201, body: { key: expect.any(String) } });
    expect((await get(`incidents/${wanted.body['id'] as string}`)).body['owed']).toEqual({ callable: true });
    const silent = await file(call({ contact, answer: false }));
    expect((await get(`incidents/${silent.body['id'] as string}`)).body).not.toHaveProperty('owed');
    for (const nowhere of [
      {},
      { contact: { name: 'Ma' } },
      { contact: { phone: '  ' } },
      { contact: { phone: 'none' } },
    ])
      expect(await file(call({ ...nowhere, answer: true }))).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/contact/phone' }] },
      });
    expect(await file(call({ answer: 'yes' }))).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/answer' }] },
    });
  });

  test('is refused in the words of whoever wrote it down', async () => {
    const { file } = await as();
    expect((await file(call({ calledAt: '2999-01-01T00:00:00Z' }))).body).toMatchObject({
      detail: 'wrong: /calledAt',
      errors: [{ pointer: '/calledAt' }],
    });
  });

  test('may come from somebody who cannot say where they are', async () => {
    const { file } = await as();
    expect((await file(call())).body).toMatchObject({ cell: null });
  });

  test('is the same call when it is sent again, and what was said anew is on record', async () => {
    const { file } = await as();
    const said = call({ title: 'Bicycle' });
    const first = await file(said);
    const before = (await facts()).length;
    expect(await file(said)).toMatchObject({ status: 200, body: { id: first.body['id'] } });
    expect((await facts()).length).toBe(before);
    const more = await file({ ...said, address: 'Row 3' });
    expect(more).toMatchObject({ status: 200, body: { id: first.body['id'], updated: ['address'] } });
  });

  test('of two people is never the same, whatever their pages make up', async () => {
    const said = call();
    const [ann, ben] = [await as(), await as()];
    expect((await ann.file(said)).body['id']).not.toBe((await ben.file(said)).body['id']);
  });

  test('may be read from one line first, of which nothing is kept', async () => {
    const { cookie } = await as();
    const officer = (await as({ role: 'officer' })).cookie;
    const before = (await facts()).length;
    const read = (body: string, as = cookie) =>
      fetch(`${app.url}/api/v1/calls/reading`, {
        method: 'POST',
        headers: { cookie: as, 'content-type': 'application/json' },
        body,
      });
    const answer = await read(JSON.stringify({ line: 'theft, caller 13997110001' }));
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { categories: ['public-security/theft'], places: [], phone: '13997110001', said: 'theft' },
    ]);
    expect((await read(JSON.stringify({ line: 'a'.repeat(301) }))).status).toBe(422);
    expect((await read(JSON.stringify({ line: '\ud800\u0000fire' }))).status).toBe(200);
    expect((await read('{"line":"fire","__proto__":{"line":1}}')).status).toBe(422);
    expect((await read(JSON.stringify({ line: 'fire' }), officer)).status).toBe(403);
    expect((await facts()).length).toBe(before);
  });

  test('is taken wherever it comes from: an emergency next door is one', async () => {
    const { file } = await as({ area: east[0]! });
    expect((await file(call({ location: { type: 'Point', coordinates: inPack } }))).status).toBe(201);
  });

  test.each([
    ['officer', 403],
    ['analyst', 403],
    ['supervisor', 201],
    ['admin', 201],
  ] as const)('is for who runs a shift: a signed-in %s gets %i', async (role, status) => {
    const { file } = await as({ role });
    expect((await file(call())).status).toBe(status);
  });

  test('needs a person: neither a source nor a program has the right', async () => {
    for (const [token, status] of [
      [await app.addSource('desk'), 403],
      [await app.addView('admin'), 403],
    ] as const) {
      const answer = await fetch(`${app.url}/api/v1/calls`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(call()),
      });
      expect(answer.status).toBe(status);
    }
  });

  test.each([
    ['a category that the city has not', { category: 'public-security/piracy' }, '/category'],
    ['a time that has yet to come', { calledAt: '2999-01-01T00:00:00Z' }, '/calledAt'],
    ['longitude and latitude swapped', { location: { type: 'Point', coordinates: inPack.toReversed() } }, '/location'],
    ['a reference that is none', { ref: 'x' }, '/ref'],
    ['a word that nobody knows', { caller: 'x' }, ''],
  ])('with %s is refused where it is wrong', async (_what, wrong, pointer) => {
    const { file } = await as();
    const { status, body } = await file(call(wrong));
    expect(status).toBe(422);
    const [error] = body['errors'] as { pointer: string }[];
    expect(error!.pointer.startsWith(pointer)).toBe(true);
  });

  test('with half a character in it is taken, and said to be put right', async () => {
    const { file } = await as();
    const answer = await file(call({ title: 'Smoke \ud83d', contact: { name: 'A\u0007nn' } }));
    expect(answer.status).toBe(201);
    expect(answer.body['cleaned']).toEqual(['/title', '/contact/name']);
  });
});

describe('the search for a place', () => {
  const found = async (text: string, limit = 10) => {
    const { get } = await as();
    const { body } = await get(`city/search?text=${encodeURIComponent(text)}&limit=${limit}`);
    return (body['items'] as { kind: string; id: string }[]).map(({ kind, id }) => `${kind} ${id}`);
  };

  test('asks streets with what they cross, places and communities', async () => {
    const [street, ...crossings] = await found('row 3 street');
    expect(street).toBe('street row-3');
    expect(crossings.every((each) => /^crossing column-\d×row-3$/.test(each))).toBe(true);
    expect(crossings).not.toEqual([]);
    expect(await found('west north mill')).toEqual(['community d0s0c0']);
  });

  test('is for those who work on incidents, and wants a text', async () => {
    const { get } = await as();
    expect((await get('city/search?text=%20')).status).toBe(422);
    const { get: asAnalyst } = await as({ role: 'analyst' });
    expect((await asAnalyst('city/search?text=row')).status).toBe(403);
  });
});
