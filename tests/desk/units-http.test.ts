import { describe, expect, test } from 'vitest';
import { unitId } from '../support/make-rows.ts';
import { openHttpDay, type HttpDay } from './http-day.ts';

const tracker = unitId('T-9');

/** A unit that a tracker registered. */
async function heard(day: HttpDay, over: Parameters<HttpDay['as']>[0] = { role: 'admin' }) {
  await day.keep({ kind: 'unit.registered', unit: { id: tracker, callSign: 'T-9', service: 'other' } });
  const hand = await day.as(over);
  return {
    row: () => day.app.board().units.get(tracker)!,
    give: (name: string, body: object) => hand.post(`units/T-9/${name}`, body),
    hand,
  };
}

/** A source that says where units are; answers as the server does. */
async function radio(day: HttpDay, only?: string[]) {
  const token = await day.app.addSource('radio', only);
  return async (...units: string[]) => {
    const fixes = units.map((unit) => ({ unit, at: Date.now(), lon: 12.403, lat: 48.198 }));
    const response = await fetch(`${day.app.url}/api/v1/positions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(fixes),
    });
    return { status: response.status, body: (await response.json()) as object };
  };
}

describe('a unit that registered itself', () => {
  test('is given its name and its service by an administrator', async () => {
    const day = await openHttpDay();
    const { row, give } = await heard(day);
    expect(await give('describe', { callSign: ' Patrol 9 ', service: 'police' })).toMatchObject({ status: 200 });
    expect(row()).toMatchObject({ id: 'T-9', callSign: 'Patrol 9', service: 'police' });
    expect(await give('describe', { callSign: 'Patrol 10' })).toMatchObject({ status: 200 });
    expect(row()).toMatchObject({ callSign: 'Patrol 10', service: 'police' });
  });

  test.each([
    [{}, '/callSign'],
    [{ callSign: '' }, '/callSign'],
    [{ callSign: 'u1' }, '/callSign'],
    [{ service: 'navy' }, '/service'],
  ])('is not called what does not do: %j', async (body, pointer) => {
    const day = await openHttpDay();
    await day.addUnits('u1');
    const { give } = await heard(day);
    expect(await give('describe', body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  test('is removed, takes no work and is in no list; its slot is nobody else’s; and it can be taken back', async () => {
    const day = await openHttpDay();
    const { row, give, hand } = await heard(day);
    expect(await give('remove', { reason: 'sold' })).toMatchObject({ status: 200 });
    expect(row()).toMatchObject({ availability: 'unavailable', removed: expect.any(Number) });
    expect((await hand.get('units')).body).toMatchObject({ items: [] });
    const send = await radio(day);
    const gone = 'unit: has been removed: nothing was kept';
    expect((await send('t-9')).body).toMatchObject({ accepted: 0, refused: [{ index: 0, detail: gone }] });
    await day.addUnits('u2');
    expect(day.app.board().units.get(unitId('u2'))!.slot).toBe(row().slot + 1);
    const asked = { availability: 'available', reason: 'patrol' };
    expect(await give('status', asked)).toMatchObject({ status: 409, body: { why: 'unit-removed' } });
    expect(await give('restore', { reason: 'by mistake' })).toMatchObject({ status: 200 });
    expect(await give('status', asked)).toMatchObject({ status: 200 });
    expect((await hand.get('units')).body).toMatchObject({ items: [{ id: 'T-9' }, { id: 'u2' }] });
  });

  test('is not removed from under an incident, nor while it calls for help', async () => {
    const day = await openHttpDay();
    const { give } = await heard(day);
    await day.keep({ kind: 'unit.panicked', unit: tracker });
    expect(await give('remove', { reason: 'sold' })).toMatchObject({ status: 409, body: { why: 'unit-in-panic' } });
  });

  test('is nobody else’s to name or to remove', async () => {
    const day = await openHttpDay();
    const { give } = await heard(day, { role: 'supervisor' });
    expect(await give('describe', { callSign: 'Mine' })).toMatchObject({ status: 403 });
    expect(await give('remove', { reason: 'mine' })).toMatchObject({ status: 403 });
  });
});

describe('a source that may speak for some units only', () => {
  test('is refused for all others, by name, and registers none of them', async () => {
    const day = await openHttpDay();
    const send = await radio(day, ['PD-*', 'Car-7']);
    expect(await send('pd-12', 'Car 7', 'FD-1')).toMatchObject({
      status: 202,
      body: { accepted: 2, refused: [{ index: 2, detail: 'unit: this source may not speak for FD-1' }] },
    });
    expect(await send('FD-1')).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('FD-1') },
    });
    expect([...day.app.board().units.keys()]).toEqual(['pd-12', 'Car-7']);
  });
});
