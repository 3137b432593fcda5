import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AreaId, UnitId } from '#data/contract/ids.ts';
import type { LonLat } from '#data/contract/place.ts';
import type { PersonRecord } from '#server/access/person-record.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { makePack } from '../support/pack.ts';
import { inPack, makeReport } from '../support/report.ts';
import { password, registered } from './registered.ts';
import { browserAt, type TestBrowser } from './provider/test-browser.ts';

const west = 'd0' as AreaId;
const east = 'd1' as AreaId;
const inWest = 'd0s0c0' as AreaId;
const pack = makePack();
const inEast = pack.cells.find(({ community }) => community.startsWith('d1'))!.anchor;

let app: RunningApp;
beforeAll(async () => void (app = await startApp()));
afterAll(() => app.stop());

const signedIn = async (over: Parameters<RunningApp['signIn']>[0]) => {
  const { person, cookie } = await app.signIn(over);
  return { id: person.id, browser: browserAt(app.url, cookie) };
};
const refusedAt = async (answer: Response) => [answer.status, (await answer.json()).errors?.[0]?.pointer];

describe('an admin limited to an area', () => {
  let me: { id: string; browser: TestBrowser };
  beforeAll(async () => void (me = await signedIn({ role: 'admin', area: west })));
  const make = (body: object) => me.browser.post('people', { role: 'officer', ...body });
  const change = (id: string, body: object, command = 'change') => me.browser.post(`people/${id}/${command}`, body);
  const someone = (over: Partial<PersonRecord>) => registered(app, { role: 'admin', ...over });

  test('makes and changes those who work within it', async () => {
    const made = await make({ name: 'Within', area: inWest, organisation: 'd0s0c0-committee' });
    expect(made.status).toBe(201);
    const { person } = await made.json();
    expect((await change(person.id, { area: west, role: 'admin' })).status).toBe(200);
    expect((await change(person.id, { password }, 'password')).status).toBe(200);
    expect((await change(person.id, {}, 'leave')).status).toBe(200);
  });

  test.each<[string, AreaId | null]>([
    ['takes it away', null],
    ['changes it', east],
  ])('is the same afterwards: who %s is refused, for themselves and for others', async (_what, area) => {
    const { id } = await someone({ area: inWest });
    for (const whose of [me.id, id]) expect(await refusedAt(await change(whose, { area }))).toEqual([403, '/area']);
    expect(app.access.register.byId(me.id)).toMatchObject({ area: west });
  });

  test('makes nobody who reaches further', async () => {
    expect(await refusedAt(await make({ name: 'Everywhere', role: 'admin' }))).toEqual([403, '/area']);
    expect(await refusedAt(await make({ name: 'Elsewhere', area: east }))).toEqual([403, '/area']);
    expect(await refusedAt(await make({ name: 'Overseer', area: west, oversight: true }))).toEqual([403, '/oversight']);
    const { id } = await someone({ area: inWest });
    expect(await refusedAt(await change(id, { oversight: true }))).toEqual([403, '/oversight']);
    const other = await signedIn({ role: 'admin', area: east });
    const joined = await other.browser.post('people', {
      name: 'J',
      role: 'officer',
      area: east,
      organisation: 'd0s0c0-committee',
    });
    expect(await refusedAt(joined)).toEqual([403, '/organisation']);
  });

  test('gives a crew of their own area, and none of another or of the whole city', async () => {
    const crew = (id: string, over: Partial<PersonRecord>) => someone({ role: 'officer', unit: id as UnitId, ...over });
    await crew('W1', { area: inWest });
    await crew('W2', { area: west, left: true });
    await crew('E1', { area: east });
    await crew('C1', {});
    await crew('M1', { area: inWest });
    await crew('M1', { area: east });
    for (const unit of ['W1', 'W2']) {
      expect((await make({ name: `Of ${unit}`, area: inWest, unit })).status).toBe(201);
      const { id } = await someone({ role: 'officer', area: inWest });
      expect((await change(id, { unit })).status).toBe(200);
      expect((await change(id, { unit: null })).status).toBe(200);
    }
    for (const unit of ['E1', 'C1', 'M1', 'nobody-yet']) {
      expect(await refusedAt(await make({ name: `Of ${unit}`, area: inWest, unit }))).toEqual([403, '/unit']);
      const { id } = await someone({ role: 'officer', area: inWest });
      expect(await refusedAt(await change(id, { unit }))).toEqual([403, '/unit']);
      expect(await refusedAt(await change(me.id, { unit }))).toEqual([403, '/unit']);
    }
    // Whose crew somebody is already, they stay; and whoever runs the whole city gives any.
    const { id } = await crew('E1', { area: inWest });
    expect((await change(id, { name: 'Renamed' })).status).toBe(200);
    const { browser } = await signedIn({ role: 'admin' });
    expect((await browser.post(`people/${id}/change`, { unit: 'nobody-yet' })).status).toBe(200);
  });

  test('names, removes and takes back a unit of their own crews, and none of another area or of the whole city', async () => {
    const units = ['W3', 'W4', 'E3', 'C3', 'M3', 'unmanned'] as UnitId[];
    const at = Date.now();
    const facts = units.map((id) => ({
      ...{ kind: 'unit.registered' as const, at, by: { kind: 'source' as const, id: 'hotline' } },
      unit: { id, callSign: id, service: 'police' as const },
    }));
    await app.store.log.append([{ facts }]);
    const crew = (unit: string, over: Partial<PersonRecord>) =>
      someone({ role: 'officer', unit: unit as UnitId, ...over });
    await crew('W3', { area: inWest });
    await crew('W4', { area: west, left: true });
    await crew('E3', { area: east });
    await crew('C3', {});
    await crew('M3', { area: inWest });
    await crew('M3', { area: east });
    const commands = (of: string, by: TestBrowser) => [
      () => by.post(`units/${of}/describe`, { callSign: `Named ${of}` }),
      () => by.post(`units/${of}/remove`, { reason: 'sold' }),
      () => by.post(`units/${of}/restore`, { reason: 'by mistake' }),
    ];
    for (const unit of ['W3', 'W4'])
      for (const give of commands(unit, me.browser)) expect([unit, (await give()).status]).toEqual([unit, 200]);
    for (const unit of ['E3', 'C3', 'M3', 'unmanned'])
      for (const give of commands(unit, me.browser)) {
        const answer = await give();
        expect([unit, answer.status, (await answer.json()).why]).toEqual([unit, 403, 'no-right']);
      }
    const { browser } = await signedIn({ role: 'admin' });
    for (const unit of ['E3', 'unmanned'])
      for (const give of commands(unit, browser)) expect([unit, (await give()).status]).toEqual([unit, 200]);
  });

  test('takes over nobody who does', async () => {
    const theirs = [
      await someone({}),
      await someone({ area: east }),
      await someone({ area: west, role: 'analyst', oversight: true }),
    ];
    for (const { id } of theirs) {
      expect((await change(id, { password }, 'password')).status).toBe(403);
      expect((await change(id, {}, 'reset-authenticator')).status).toBe(403);
      expect((await change(id, {}, 'leave')).status).toBe(403);
      expect((await change(id, { area: west, name: 'Mine now' })).status).toBe(403);
    }
  });

  test('takes no alarm of the whole city out of service', async () => {
    const body = { until: Date.now() + 3600_000, reason: 'a test' };
    expect((await me.browser.post('alarm-rules/p1-unassigned/take-out', body)).status).toBe(403);
    const { browser } = await signedIn({ role: 'admin' });
    expect((await browser.post('alarm-rules/p1-unassigned/take-out', body)).status).toBe(200);
  });
});

test('a duplicate goes into nothing of another area, and what is there is as unknown as what is not', async () => {
  const headers = { authorization: `Bearer ${await app.addSource('hotline')}` };
  const report = async (coordinates: LonLat) => {
    const body = makeReport({ location: { type: 'Point', coordinates } });
    return (await (await browserAt(app.url).post('incidents', body, headers)).json()).id as string;
  };
  const [here, near, far] = [await report(inPack), await report(inPack), await report(inEast)];
  const { browser } = await signedIn({ role: 'supervisor', area: west });
  const merge = async (into: string) => {
    const answer = await browser.post(`incidents/${here}/merge`, { into });
    const { instance: _instance, ...said } = await answer.json();
    return [answer.status, said] as const;
  };
  const [there, nowhere] = [await merge(far), await merge('no-such-incident')];
  expect(there).toEqual(nowhere);
  expect(there).toMatchObject([422, { why: 'into-unknown' }]);
  expect(app.board().incidents.get(here as never)).toMatchObject({ state: 'reported' });
  expect((await merge(near))[0]).toBe(200);
});
