import { describe, expect, test } from 'vitest';
import type { Fact } from '#data/contract/fact.ts';
import type { CellId, OrganisationId } from '#data/contract/ids.ts';
import { DAY, HOUR } from '#data/rules/civil-day.ts';
import { unitId } from '../support/make-rows.ts';
import { packCell } from '../support/pack.ts';
import { east, openHttpDay, west } from './http-day.ts';

const cell = packCell(0, 0);
const organisation = 'd0s0c0-committee' as OrganisationId;
const items = (answer: { body: Record<string, unknown> }) => answer.body['items'] as Record<string, unknown>[];

const fellDue = (
  id: string,
  over: { cell?: CellId; areas?: typeof west; due?: number; checklist?: string } = {},
): Fact => ({
  kind: 'inspection.fell-due',
  inspection: { id: id as never, cell, areas: west, checklist: 'fire-safety', due: Date.now() + DAY, ...over },
});

describe('one incident', () => {
  test('comes with its timeline, what this person may do with it now, and a look on record', async () => {
    const day = await openHttpDay();
    const boss = await day.as();
    const officer = await day.as({ role: 'officer', unit: unitId('u1') });
    await day.addUnits('u1');
    const id = await day.report();
    await boss.post(`incidents/${id}/triage`, {});
    await boss.post(`incidents/${id}/assign`, { unit: 'u1' });
    const seen = await officer.get(`incidents/${id}`);
    expect(seen.body['allowed']).toEqual(['accept', 'enroute', 'arrive', 'resolve', 'note']);
    const own = await boss.get(`incidents/${id}`);
    expect(own.body['allowed']).toEqual(expect.arrayContaining(['assign', 'cancel', 'refer', 'link']));
    const looks = await day.app.store.records.about('audit', { limit: 10 });
    expect(looks.filter(({ kind }) => kind === 'audit.looked')).toEqual([
      expect.objectContaining({ what: 'incident', id, by: { kind: 'person', id: boss.person.id } }),
      expect.objectContaining({ what: 'incident', id, by: { kind: 'person', id: officer.person.id } }),
    ]);
    await officer.post(`incidents/${id}/resolve`, {});
    expect((await officer.get(`incidents/${id}`)).body['allowed']).toEqual(['unassign', 'note']);
    expect((await boss.get(`incidents/${id}`)).body['allowed']).toContain('verify');
  });

  test('resolved by a supervisor is not offered to them for verification', async () => {
    const day = await openHttpDay();
    const boss = await day.as();
    const id = await day.report();
    await boss.post(`incidents/${id}/triage`, {});
    await boss.post(`incidents/${id}/resolve`, {});
    expect((await boss.get(`incidents/${id}`)).body['allowed']).not.toContain('verify');
    expect((await boss.post(`incidents/${id}/verify`, {})).body).toMatchObject({ status: 409, why: 'same-actor' });
    expect((await (await day.as()).get(`incidents/${id}`)).body['allowed']).toContain('verify');
  });

  test('beyond somebody’s area is shown to the crew that is sent there, and to nobody else', async () => {
    const day = await openHttpDay();
    await day.addUnits('u1');
    const id = await day.report({ areas: east });
    const crew = await day.as({ role: 'officer', unit: unitId('u1'), area: west[2]! });
    expect((await crew.get(`incidents/${id}`)).status).toBe(404);
    const boss = await day.as();
    await boss.post(`incidents/${id}/triage`, {});
    await boss.post(`incidents/${id}/assign`, { unit: 'u1' });
    expect((await crew.get(`incidents/${id}`)).status).toBe(200);
    expect((await crew.post(`incidents/${id}/accept`, { unit: 'u1' })).status).toBe(200);
    expect((await (await day.as({ role: 'officer', area: west[2]! })).get(`incidents/${id}`)).status).toBe(404);
  });

  test('lists what may be the same case, likeliest first, within the caller’s area', async () => {
    const day = await openHttpDay();
    const boss = await day.as();
    const at = Date.now();
    const near = { category: 'livelihood/water-leak', reportedAt: at };
    await day.report({ id: 'a', ...near, location: [12.401, 48.199] });
    await day.report({ id: 'same', ...near, location: [12.4012, 48.199], reportedAt: at - 60_000 });
    await day.report({ id: 'later', ...near, location: [12.4012, 48.199], reportedAt: at - 5 * HOUR });
    await day.report({ id: 'far', ...near, location: [12.44, 48.18] });
    await day.report({ id: 'other', category: 'public-security/theft', location: [12.401, 48.199], reportedAt: at });
    await day.report({ id: 'beyond', ...near, location: [12.4011, 48.199], areas: east });
    const limited = await day.as({ area: west[0]! });
    expect(items(await limited.get('incidents/a/duplicates')).map((item) => item['incident'])).toEqual([
      'same',
      'later',
    ]);
    expect(items(await boss.get('incidents/a/duplicates')).map((item) => item['incident'])).toContain('beyond');
    expect(items(await limited.get('incidents/a/duplicates'))[0]).toMatchObject({ minutes: 1, sameCategory: true });
    expect((await limited.get('incidents/beyond/duplicates')).status).toBe(404);
    expect((await limited.post('incidents/a/merge', { into: 'same' })).status).toBe(200);
    expect((await limited.get('incidents/a')).body).toMatchObject({ state: 'duplicate' });
  });
});

describe('lists', () => {
  test('of units, visits, dangers and cells are filtered, kept to the area, and name a wrong filter', async () => {
    const day = await openHttpDay();
    await day.addUnits('u1', 'u2');
    await day.keep(
      fellDue('n1', { due: Date.now() - HOUR }),
      fellDue('n2', { cell: packCell(7, 0), areas: east, checklist: 'elderly-visit' }),
      { kind: 'cell.staffing-changed', cell, staffed: false },
    );
    const boss = await day.as();
    const limited = await day.as({ role: 'officer', area: west[1]! });
    await boss.post('dangers', { cell, checklist: 'fire-safety', item: 'exits', text: 'chained' });
    await boss.post('units/u2/status', { availability: 'conditional', reason: 'meal' });

    expect(items(await boss.get('units?availability=conditional'))).toMatchObject([{ id: 'u2' }]);
    expect((await boss.get('units/u1')).body).toMatchObject({ id: 'u1', callSign: 'u1' });
    expect((await boss.get('units/u9')).status).toBe(404);
    expect(items(await boss.get('inspections')).map((item) => item['id'])).toEqual(['n1', 'n2']);
    expect(items(await boss.get('inspections?overdue=true'))).toMatchObject([{ id: 'n1' }]);
    expect(items(await limited.get('inspections'))).toMatchObject([{ id: 'n1' }]);
    expect(items(await limited.get('dangers?state=found'))).toMatchObject([{ item: 'exits', text: 'chained' }]);
    expect(items(await boss.get(`dangers?area=${east[0]}`))).toEqual([]);
    expect(items(await boss.get('cells'))).toHaveLength(48);
    expect(items(await boss.get('cells?status=unstaffed'))).toMatchObject([{ id: cell, staffed: false }]);
    expect(items(await limited.get('cells')).length).toBe(12);
    expect(items(await limited.get(`cells?area=${west[2]}`)).length).toBe(6);

    for (const [query, pointer] of [
      ['units?availability=busy', '/availability/0'],
      ['units?colour=red', '/colour'],
      ['inspections?overdue=perhaps', '/overdue'],
      ['dangers?area=nowhere', '/area'],
      ['cells?status=bad', '/status/0'],
    ] as const)
      expect((await boss.get(query)).body, query).toMatchObject({ status: 422, errors: [{ pointer }] });
    expect((await limited.get(`dangers?area=${east[0]}`)).body).toMatchObject({ status: 422 });
  });

  test('show a wall no texts, and an analyst no texts either', async () => {
    const day = await openHttpDay();
    const boss = await day.as();
    await boss.post('dangers', { cell, checklist: 'fire-safety', item: 'exits', text: 'planted words' });
    const analyst = await day.as({ role: 'analyst' });
    const list = await analyst.get('dangers');
    expect(items(list)).toHaveLength(1);
    expect(list.text).not.toContain('planted');
    expect((await analyst.get(`cells/${cell}`)).status).toBe(403);
  });
});

describe('a cell', () => {
  test('tells who was responsible on any day of the city, and how it stands', async () => {
    const day = await openHttpDay();
    const boss = await day.as();
    const [ann, bob, eve] = [await day.as({ role: 'officer' }), await day.as({ role: 'officer' }), await day.as()];
    const from = new Date(Date.now() - 10 * DAY).toISOString();
    const fill = (role: string, person: string, more = {}) =>
      boss.post(`cells/${cell}/fill-post`, { role, person, ...more });
    expect((await fill('primary', ann.person.id, { from, name: 'Ann' })).status).toBe(200);
    expect((await fill('verifier', ann.person.id)).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/person' }],
    });
    expect((await fill('verifier', 'nobody')).body).toMatchObject({ status: 422, why: 'person-unknown' });
    expect((await fill('verifier', eve.person.id)).status).toBe(200);
    expect((await fill('primary', bob.person.id, { from: new Date(Date.now() - 4 * DAY).toISOString() })).status).toBe(
      200,
    );

    const on = async (daysAgo: number) => {
      const date = new Date(Date.now() - daysAgo * DAY).toISOString().slice(0, 10);
      return ((await boss.get(`cells/${cell}?on=${date}`)).body['responsible'] as { person: string }[]).map(
        (p) => p.person,
      );
    };
    expect(await on(20)).toEqual([]);
    expect(await on(7)).toEqual([ann.person.id]);
    expect(await on(2)).toEqual([bob.person.id]);
    const now = await boss.get(`cells/${cell}`);
    expect((now.body['responsible'] as { person: string }[]).map((p) => p.person)).toEqual([
      bob.person.id,
      eve.person.id,
    ]);
    expect((now.body['history'] as Fact[]).map(({ kind }) => kind)).toEqual([
      'post.filled',
      'post.filled',
      'post.filled',
    ]);

    expect((await boss.get(`cells/${cell}?on=2999-01-01`)).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/on' }],
    });
    expect((await boss.get(`cells/${cell}?on=yesterday`)).body).toMatchObject({ errors: [{ pointer: '/on' }] });
    expect((await boss.get('cells/nowhere')).status).toBe(404);
    expect((await (await day.as({ area: east[0]! })).get(`cells/${cell}`)).status).toBe(404);
    expect((await ann.post(`cells/${cell}/vacate-post`, { role: 'primary', reason: 'x' })).status).toBe(403);
  });
});

describe('the work of a person', () => {
  test('is their unit’s incidents, their organisation’s tasks, and what their cells need; it has a tag that changes with it alone', async () => {
    const day = await openHttpDay();
    await day.addUnits('u1');
    const boss = await day.as();
    const officer = await day.as({ role: 'officer', unit: unitId('u1'), organisation });
    await boss.post(`cells/${cell}/fill-post`, { role: 'primary', person: officer.person.id });
    const mine = await day.report({ id: 'mine', contact: { phone: 'planted' } });
    const linked = await day.report({ id: 'linked' });
    await day.report({ id: 'other' });
    for (const id of [mine, linked]) await boss.post(`incidents/${id}/triage`, {});
    await boss.post(`incidents/${mine}/assign`, { unit: 'u1' });
    await boss.post(`incidents/${linked}/link`, { organisation });
    await day.keep(fellDue('n1'), fellDue('n2', { cell: packCell(7, 0), areas: east }));

    const work = await officer.get('work');
    expect(work.body).toMatchObject({
      person: { id: officer.person.id },
      unit: { id: 'u1' },
      incidents: [{ id: 'mine' }, { id: 'linked' }],
      inspections: [{ id: 'n1' }],
      cells: [{ id: cell }],
    });
    expect(work.text).not.toContain('planted');
    const tag = { 'if-none-match': work.headers.get('etag')! };
    await boss.post('incidents/other/triage', {});
    expect((await officer.get('work', tag)).status).toBe(304);
    await officer.post('incidents/mine/accept', { unit: 'u1' });
    expect((await officer.get('work', tag)).status).toBe(200);
    expect((await (await day.as({ role: 'analyst' })).get('work')).status).toBe(403);
  });
});

describe('where a crew is', () => {
  const fix = { at: 0, lon: 12.41, lat: 48.19, accuracy: 5 };

  test('is said by the crew itself, and only while it is on duty; off duty nothing is kept', async () => {
    const day = await openHttpDay();
    await day.addUnits('u1');
    const crew = await day.as({ role: 'officer', unit: unitId('u1') });
    const here = () => ({ ...fix, at: Date.now() });
    expect(await crew.post('units/u1/position', here())).toMatchObject({ status: 202, body: { accepted: 1 } });
    expect((await (await day.as()).post('units/u1/position', here())).status).toBe(403);
    expect((await crew.post('units/u9/position', here())).status).toBe(404);
    expect((await crew.post('units/u1/position', { ...here(), lat: 91 })).body).toMatchObject({
      errors: [{ pointer: '/lat' }],
    });
    expect((await crew.post('units/u1/position', { ...here(), lon: 48.19, lat: 12.41 })).body).toMatchObject({
      errors: [{ pointer: '/lon' }],
    });
    expect((await crew.post('units/u1/position', { ...here(), unit: 'u2' })).body).toMatchObject({
      errors: [{ pointer: '/unit' }],
    });
    const before = await day.app.store.tracks.read(0, Date.now() + DAY);
    await crew.post('units/u1/status', { availability: 'unavailable', reason: 'offduty' });
    expect((await crew.post('units/u1/position', here())).body).toMatchObject({ status: 409, why: 'off-duty' });
    expect(await day.app.store.tracks.read(0, Date.now() + DAY)).toEqual(before);
  });
});
