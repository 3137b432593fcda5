import { describe, expect, test } from 'vitest';
import type { Fact } from '#data/contract/fact.ts';
import type { OrganisationId } from '#data/contract/ids.ts';
import { DAY } from '#data/rules/civil-day.ts';
import { packCell } from '../support/pack.ts';
import { east, openHttpDay, west } from './http-day.ts';

const cell = packCell(0, 0);
const organisation = 'd0s0c0-committee' as OrganisationId;
const due = () => new Date(Date.now() + 3 * DAY).toISOString();
const fellDue: Fact = {
  kind: 'inspection.fell-due',
  inspection: { id: 'n1' as never, cell, areas: west, checklist: 'fire-safety', due: Date.now() + DAY },
};
const answers = [
  { item: 'exits', ok: true },
  { item: 'extinguishers', ok: false, note: 'two years out of date' },
];

describe('a visit on the phone', () => {
  test('is done by who holds a post of the cell; what it finds goes from order to clearing by other hands', async () => {
    const day = await openHttpDay();
    const boss = await day.as();
    const grid = await day.as({ role: 'officer', area: west[2]! });
    const verifier = await day.as({ role: 'officer' });
    const company = await day.as({ role: 'officer', organisation });
    const stranger = await day.as({ role: 'officer' });
    await boss.post(`cells/${cell}/fill-post`, { role: 'primary', person: grid.person.id });
    await boss.post(`cells/${cell}/fill-post`, { role: 'verifier', person: verifier.person.id });
    await day.keep(fellDue);

    expect((await stranger.post('inspections/n1/done', { answers })).status).toBe(403);
    expect((await grid.post('inspections/n1/done', { answers: answers.slice(1) })).body).toMatchObject({
      status: 422,
      why: 'item-missing',
      errors: [{ pointer: '/answers' }],
    });
    const withPhoto = answers.map((answer) => ({ ...answer, photo: '0'.repeat(64) }));
    expect((await grid.post('inspections/n1/done', { answers: withPhoto })).body).toMatchObject({
      status: 422,
      why: 'photo-unknown',
      errors: [{ pointer: '/answers/0/photo' }],
    });
    const done = await grid.post('inspections/n1/done', { answers }, { 'idempotency-key': 'visit' });
    expect(done.status).toBe(200);
    expect((await grid.post('inspections/n1/done', { answers }, { 'idempotency-key': 'visit' })).body).toEqual(
      done.body,
    );
    expect((await grid.post('inspections/n1/done', { answers })).status).toBe(404);

    const [danger] = [...day.app.board().dangers.values()];
    expect(danger).toMatchObject({
      item: 'extinguishers',
      inspection: 'n1',
      state: 'found',
      text: 'two years out of date',
    });
    const path = `dangers/${danger!.id}`;
    expect((await grid.post(`${path}/order`, { organisation, due: due() })).status).toBe(403);
    expect((await boss.post(`${path}/clear`, {})).body).toMatchObject({
      status: 409,
      state: 'found',
      rev: 1,
      allowed: ['order'],
    });
    expect((await boss.post(`${path}/order`, { organisation, due: due() }, { 'if-match': '"1"' })).body).toMatchObject({
      rev: 2,
    });
    expect((await boss.post(`${path}/order`, { organisation, due: due() }, { 'if-match': '"1"' })).body).toMatchObject({
      status: 409,
      why: 'stale',
      rev: 2,
      state: 'ordered',
    });
    expect((await stranger.post(`${path}/start`, {})).status).toBe(403);
    expect((await company.post(`${path}/start`, {})).status).toBe(200);
    expect((await grid.post(`${path}/rectified`, {})).status).toBe(200);
    expect((await company.post(`${path}/clear`, {})).status).toBe(403);
    expect((await grid.post(`${path}/clear`, {})).body).toMatchObject({
      status: 409,
      why: 'same-hand',
      state: 'recheck',
    });
    const cleared = await verifier.post(`${path}/clear`, {}, { 'idempotency-key': 'c' });
    expect(cleared.body).toMatchObject({ rev: 5 });
    expect((await verifier.post(`${path}/clear`, {}, { 'idempotency-key': 'c' })).body).toEqual(cleared.body);
    expect(day.app.board().dangers.size).toBe(0);
    const history = (await boss.get(`cells/${cell}`)).body['history'] as Fact[];
    expect(history.map(({ kind }) => kind).slice(0, 5)).toEqual([
      'danger.cleared',
      'danger.rectified',
      'danger.rectifying',
      'danger.ordered',
      'danger.found',
    ]);
  });

  test('is done once, however many hands do it at once', async () => {
    const day = await openHttpDay();
    const boss = await day.as();
    await day.keep(fellDue);
    const all = await Promise.all(Array.from({ length: 30 }, () => boss.post('inspections/n1/done', { answers })));
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(all.filter(({ status }) => status === 404)).toHaveLength(29);
    expect(day.app.board().dangers.size).toBe(1);
  });
});

describe('something found between two visits', () => {
  const found = { cell, checklist: 'fire-safety', item: 'exits', text: 'chained' };

  test('is a danger at once, the same one for the same key, and only where the finder works', async () => {
    const day = await openHttpDay();
    const officer = await day.as({ role: 'officer', area: west[2]! });
    const first = await officer.post('dangers', found, { 'idempotency-key': 'f' });
    expect(first).toMatchObject({ status: 201, body: { rev: 1 } });
    expect(first.headers.get('location')).toBe(`/api/v1/dangers/${String(first.body['id'])}`);
    expect((await officer.post('dangers', found, { 'idempotency-key': 'f' })).body).toEqual(first.body);
    const again = await officer.post('dangers', found);
    expect(again.body['id']).not.toBe(first.body['id']);
    expect(day.app.board().dangers.size).toBe(2);
    for (const [over, pointer] of [
      [{ cell: packCell(7, 0) }, '/cell'],
      [{ cell: 'nowhere' }, '/cell'],
      [{ item: 'none' }, '/item'],
      [{ checklist: 'none' }, '/checklist'],
      [{ text: '' }, '/text'],
      [{ photo: '0'.repeat(64) }, '/photo'],
    ] as const)
      expect((await officer.post('dangers', { ...found, ...over })).body).toMatchObject({
        status: 422,
        errors: [{ pointer }],
      });
    expect((await (await day.as({ role: 'analyst' })).post('dangers', found)).status).toBe(403);
  });

  test('is one truth under many conflicting orders: every revision has one winner', async () => {
    const day = await openHttpDay();
    const people = [await day.as(), await day.as(), await day.as()];
    const { body } = await people[0]!.post('dangers', found);
    const path = `dangers/${String(body['id'])}`;
    const names = ['order', 'start', 'rectified', 'send-back', 'clear'];
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, i) => {
        const name = names[i % 5]!;
        const said = { order: { organisation, due: due() }, 'send-back': { due: due(), reason: 'x' } }[name] ?? {};
        return people[i % 3]!.post(`${path}/${name}`, said);
      }),
    );
    const revs = answers.filter(({ status }) => status === 200).map((answer) => Number(answer.body['rev']));
    expect(revs.toSorted((a, b) => a - b)).toEqual(revs.map((_, i) => i + 2));
    expect(answers.every(({ status }) => [200, 403, 404, 409].includes(status))).toBe(true);
    const facts = await day.app.store.records.about(`danger/${String(body['id'])}`, { limit: 1000 });
    expect(facts).toHaveLength(revs.length + 1);
  });
});

describe('posts of a cell', () => {
  test('are filled and vacated within the area of who leads it, and empty the cell at the last', async () => {
    const day = await openHttpDay();
    const boss = await day.as({ area: west[0]! });
    const elsewhere = await day.as({ area: east[0]! });
    const worker = await day.as({ role: 'officer' });
    const fill = (role: string) => ({ role, person: worker.person.id, name: 'Worker' });
    expect((await elsewhere.post(`cells/${cell}/fill-post`, fill('primary'))).status).toBe(404);
    expect((await boss.post(`cells/${cell}/fill-post`, fill('primary'))).status).toBe(200);
    expect((await boss.post(`cells/${cell}/fill-post`, fill('verifier'))).body).toMatchObject({
      why: 'holds-other-post',
    });
    expect((await boss.post(`cells/${cell}/vacate-post`, { role: 'primary', reason: 'moved' })).status).toBe(200);
    expect(day.app.board().cells.get(cell)).toMatchObject({ staffed: false });
    expect((await boss.post(`cells/${cell}/vacate-post`, { role: 'primary', reason: 'moved' })).body).toMatchObject({
      status: 409,
      why: 'post-empty',
    });
    expect((await boss.post('cells/nowhere/fill-post', fill('primary'))).status).toBe(404);
  });
});
