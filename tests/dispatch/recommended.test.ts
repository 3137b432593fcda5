import { describe, expect, test } from 'vitest';
import type { Recommendations } from '#data/contract/desk-api.ts';
import type { LonLat } from '#data/contract/place.ts';
import { openHttpDay, type HttpDay } from '../desk/http-day.ts';
import { makePack, packCell } from '../support/pack.ts';

const pack = makePack();
const anchor = (x: number, y: number) => pack.cells.find(({ id }) => id === packCell(x, y))!.anchor;

async function fixes(day: HttpDay, places: Record<string, LonLat>, ageMs = 0) {
  const token = await day.app.addSource('radio');
  const body = Object.entries(places).map(([unit, [lon, lat]]) => ({ unit, at: Date.now() - ageMs, lon, lat }));
  const answer = await fetch(`${day.app.url}/api/v1/positions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(202);
}

/** Triaged, so that somebody can be sent. */
async function triaged(day: HttpDay, ann: Awaited<ReturnType<HttpDay['as']>>, over?: Parameters<HttpDay['report']>[0]) {
  const id = await day.report(over);
  expect((await ann.post(`incidents/${id}/triage`, {})).status).toBe(200);
  return id;
}

const order = (body: unknown) => (body as Recommendations).items.map(({ unit }) => unit);

describe('whom the desk is told to send', () => {
  test('is who is there first over the streets, with the reasons; from the cell where no place is known', async () => {
    const day = await openHttpDay();
    await day.addUnits('near', 'far');
    await fixes(day, { near: anchor(1, 0), far: anchor(7, 5) });
    const id = await day.report();
    const ann = await day.as({ role: 'supervisor' });
    const { status, body } = await ann.get(`incidents/${id}/recommended`);
    expect(status).toBe(200);
    const [first, second] = (body as Recommendations).items;
    expect([first!.unit, second!.unit]).toEqual(['near', 'far']);
    expect(first!.reasons.map(({ key }) => key)).toEqual(['nearest', 'minutes', 'best-service']);
    expect(first!.travelSeconds).toBeLessThan(second!.travelSeconds!);
    expect(second!.metres).toBeGreaterThan(3000);
  });

  test('counts where each has been sent in the last hours, and leaves out who is on it already', async () => {
    const day = await openHttpDay();
    await day.addUnits('a', 'b');
    await fixes(day, { a: anchor(0, 0), b: anchor(0, 0) });
    const ann = await day.as({ role: 'supervisor' });
    const [one, two] = [await triaged(day, ann, { id: 'one' }), await triaged(day, ann, { id: 'two' })];
    expect(order((await ann.get(`incidents/${one}/recommended`)).body)).toEqual(['a', 'b']);
    await ann.post(`incidents/${one}/assign`, { unit: 'a' });
    await ann.post(`incidents/${one}/unassign`, { unit: 'a' });
    const again = (await ann.get(`incidents/${two}/recommended`)).body as unknown as Recommendations;
    expect(again.items.map(({ unit, recentLoad }) => [unit, recentLoad])).toEqual([
      ['b', 0],
      ['a', 1],
    ]);
    await ann.post(`incidents/${two}/assign`, { unit: 'b' });
    expect(order((await ann.get(`incidents/${two}/recommended`)).body)).toEqual(['a']);
    const busy = (await ann.get(`incidents/${one}/recommended`)).body as unknown as Recommendations;
    expect(busy.items.map(({ unit, free }) => [unit, free])).toEqual([
      ['a', true],
      ['b', false],
    ]);
  });

  test('is for those who send: not for officers, nor beyond the area of responsibility, nor for what is not there', async () => {
    const day = await openHttpDay();
    const id = await day.report();
    const path = `incidents/${id}/recommended`;
    const statusFor = async (over: Parameters<HttpDay['as']>[0], asked = path) =>
      (await (await day.as(over)).get(asked)).status;
    expect(await statusFor({ role: 'officer' })).toBe(403);
    expect(await statusFor({ role: 'analyst' })).toBe(403);
    expect(await statusFor({ role: 'admin' })).toBe(200);
    expect(await statusFor({ role: 'supervisor', area: 'd1' as never })).toBe(404);
    expect(await statusFor({ role: 'supervisor' }, 'incidents/none/recommended')).toBe(404);
    expect(await statusFor({ role: 'supervisor' }, `${path}?limit=0`)).toBe(422);
    expect((await fetch(`${day.app.url}/api/v1/${path}`)).status).toBe(401);
  });
});

describe('a unit', () => {
  test('is sent elsewhere by two commands, each of which may be repeated without doing anything twice', async () => {
    const day = await openHttpDay();
    await day.addUnits('u1');
    const ann = await day.as({ role: 'supervisor' });
    const [one, two] = [await triaged(day, ann, { id: 'one' }), await triaged(day, ann, { id: 'two' })];
    await ann.post(`incidents/${one}/assign`, { unit: 'u1' });
    expect((await ann.post(`incidents/${two}/assign`, { unit: 'u1' })).status).toBe(409);
    for (const _try of [1, 2]) {
      const headers = { 'idempotency-key': 'move-1' };
      expect((await ann.post(`incidents/${one}/unassign`, { unit: 'u1', reason: 'P1' }, headers)).status).toBe(200);
      expect((await ann.post(`incidents/${two}/assign`, { unit: 'u1' }, headers)).status).toBe(200);
    }
    expect(day.app.board().units.get('u1' as never)).toMatchObject({ incident: two, reason: 'dispatched' });
    expect(day.app.board().incidents.get(two as never)).toMatchObject({ rev: 3 });
  });

  test.each([
    [
      'closed',
      [
        ['resolve', {}],
        ['verify', {}, 'bob'],
        ['close', {}, 'bob'],
      ],
    ],
    ['cancelled', [['cancel', { reason: 'hoax' }]]],
    ['referred', [['refer', { to: 'Water works' }]]],
  ] as const)('is free again when its incident is %s', async (_how, commands) => {
    const day = await openHttpDay();
    await day.addUnits('u1');
    const people = { ann: await day.as({ role: 'supervisor' }), bob: await day.as({ role: 'supervisor' }) };
    const id = await triaged(day, people.ann);
    await people.ann.post(`incidents/${id}/assign`, { unit: 'u1' });
    expect(day.app.board().units.get('u1' as never)).toMatchObject({ incident: id });
    for (const [name, body, who = 'ann'] of commands) {
      const { status, text } = await people[who as 'ann' | 'bob'].post(`incidents/${id}/${name}`, body);
      expect([name, status, status === 200 ? '' : text]).toEqual([name, 200, '']);
    }
    const unit = day.app.board().units.get('u1' as never);
    expect(unit).toMatchObject({ availability: 'available', reason: 'standby' });
    expect(unit).not.toHaveProperty('incident');
  });

  test('goes over to the case that stays when its own turns out to be a duplicate', async () => {
    const day = await openHttpDay();
    await day.addUnits('u1');
    const ann = await day.as({ role: 'supervisor' });
    const [one, other] = [await triaged(day, ann, { id: 'one' }), await triaged(day, ann, { id: 'other' })];
    await ann.post(`incidents/${one}/assign`, { unit: 'u1' });
    expect((await ann.post(`incidents/${one}/merge`, { into: other })).status).toBe(200);
    expect(day.app.board().units.get('u1' as never)).toMatchObject({ incident: other, reason: 'dispatched' });
  });
});
