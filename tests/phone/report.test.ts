import { describe, expect, test } from 'vitest';
import type { UnitId } from '#data/contract/ids.ts';
import { IDLE_LOCK_MS } from '#server/access/sessions.ts';
import { shiftedClock } from '../access/shifted-clock.ts';
import { openHttpDay } from '../desk/http-day.ts';
import { packCell } from '../support/pack.ts';

const ref = '0b6f0c0e-5d5e-4c51-9d0e-0f6c2f1a7a01';
const found = {
  ref,
  category: 'city-order/litter',
  text: 'Rubble on the pavement',
  location: { type: 'Point', coordinates: [12.403, 48.198] },
};

describe('what somebody on duty finds', () => {
  test('is an incident that names who found it, in the cell where it lies', async () => {
    const day = await openHttpDay();
    const officer = await day.as({ role: 'officer' });
    const answer = await officer.post('reports', found);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ cell: packCell(0, 0) });
    const row = await day.app.store.incidents.get(String(answer.body['id']));
    expect(row).toMatchObject({ mode: 'discovered', description: 'Rubble on the pavement', source: 'phone' });
    const [fact] = await day.app.store.incidents.timeline(row!.id);
    expect(fact).toMatchObject({ by: { kind: 'person', id: officer.person.id } });
  });

  test('is the same incident when it is sent again, and another one from another person', async () => {
    const day = await openHttpDay();
    const [ana, ben] = [await day.as({ role: 'officer' }), await day.as({ role: 'officer' })];
    const first = await ana.post('reports', found);
    const again = await ana.post('reports', found);
    const other = await ben.post('reports', found);
    expect([again.status, again.body['id']]).toEqual([200, first.body['id']]);
    expect([other.status, other.body['id'] === first.body['id']]).toEqual([201, false]);
  });

  test('stands for its whole cell when nobody said where exactly', async () => {
    const day = await openHttpDay();
    const officer = await day.as({ role: 'officer' });
    const { location: _dropped, ...rest } = found;
    const answer = await officer.post('reports', { ...rest, cell: packCell(3, 2), address: 'Behind the bus stop' });
    expect(answer.body).toMatchObject({ cell: packCell(3, 2) });
  });

  test.each([
    [{ category: 'no/such' }, '/category'],
    [{ location: undefined }, '/cell'],
    [{ location: undefined, cell: 'nowhere' }, '/cell'],
    [{ ref: 'not a uuid' }, '/ref'],
    [{ photo: 'ab'.repeat(32) }, '/photo'],
    [{ location: { type: 'Point', coordinates: [48.198, 12.403] } }, '/location/coordinates'],
    [{ contact: { name: 'Somebody' } }, '/contact'],
  ])('is refused with the field named: %j', async (over, pointer) => {
    const day = await openHttpDay();
    const officer = await day.as({ role: 'officer' });
    const answer = await officer.post('reports', { ...found, ...over });
    expect(answer.status).toBe(422);
    expect((answer.body['errors'] as { pointer: string }[]).map((error) => error.pointer)).toEqual([pointer]);
  });

  test('is not for an analyst, nor for nobody', async () => {
    const day = await openHttpDay();
    const analyst = await day.as({ role: 'analyst' });
    expect((await analyst.post('reports', found)).status).toBe(403);
    const nobody = await fetch(`${day.app.url}/api/v1/reports`, { method: 'POST' });
    expect(nobody.status).toBe(401);
  });
});

describe('a device that several people use', () => {
  test('does nothing in the name of whoever has signed in since', async () => {
    const day = await openHttpDay();
    const [ana, ben] = [await day.as({ role: 'officer' }), await day.as({ role: 'officer' })];
    const answer = await ben.post('reports', found, { 'x-watchfloor-person': ana.person.id });
    expect([answer.status, answer.body['why']]).toEqual([401, 'other-person']);
    expect(await ben.post('reports', found, { 'x-watchfloor-person': ben.person.id })).toMatchObject({ status: 201 });
  });
});

describe('the city in small pieces', () => {
  test('is a fraction of the whole, and a cell comes with the streets around it', async () => {
    const day = await openHttpDay();
    const whole = await fetch(`${day.app.url}/api/v1/city`).then((response) => response.text());
    const brief = await fetch(`${day.app.url}/api/v1/city/brief`);
    const text = await brief.text();
    expect(text.length).toBeLessThan(whole.length / 2);
    const again = await fetch(brief.url, { headers: { 'if-none-match': brief.headers.get('etag')! } });
    expect(again.status).toBe(304);
    const sketch = await fetch(`${day.app.url}/api/v1/city/cells/${packCell(0, 0)}`).then((answer) => answer.json());
    expect(sketch).toMatchObject({ id: packCell(0, 0), organisations: [{ id: 'd0s0c0-committee' }] });
    expect(sketch.streets.length).toBeGreaterThan(0);
    expect(sketch.streets.length).toBeLessThan(16);
    expect((await fetch(`${day.app.url}/api/v1/city/cells/nowhere`)).status).toBe(404);
  });
});

test('a call for help waits for no password, though everything else does', async () => {
  const clock = shiftedClock();
  const day = await openHttpDay({ clock });
  await day.addUnits('u1');
  const officer = await day.as({ role: 'officer', unit: 'u1' as UnitId });
  clock.shift(IDLE_LOCK_MS + 1);
  expect((await officer.post('units/u1/check-in', {})).body).toMatchObject({ why: 'locked' });
  expect((await officer.post('units/u1/panic', {})).status).toBe(200);
});
