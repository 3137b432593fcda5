import { describe, expect, test } from 'vitest';
import { IncidentAnswer } from '#data/contract/desk-api.ts';
import { unitId } from '../support/make-rows.ts';
import { openHttpDay, type HttpDay } from './http-day.ts';

const SECOND = 1000;
const iso = (ms: number) => new Date(ms).toISOString();
/** By a clock that is off by so much. */
const tapped = (agoMs: number, off = 0) => ({
  'x-watchfloor-tapped-at': iso(Date.now() + off - agoMs),
  'x-watchfloor-sent-at': iso(Date.now() + off),
});

/** An officer whose unit was sent to an incident ten minutes ago. */
async function sent(day: HttpDay) {
  const before = Date.now() - 600 * SECOND;
  await day.addUnits('u1');
  const id = await day.report({
    state: 'triaged',
    reportedAt: before,
    times: { received: before, triaged: before },
  });
  await day.app.store.log.append([
    {
      facts: [
        {
          kind: 'incident.triaged',
          incident: id as never,
          rev: 2,
          category: 'city-order/litter',
          priority: 2,
          due: {},
        },
        { kind: 'incident.assigned', incident: id as never, rev: 3, unit: unitId('u1') },
        {
          kind: 'unit.status-changed',
          unit: unitId('u1'),
          availability: 'unavailable',
          reason: 'dispatched',
          incident: id as never,
        },
      ].map((fact) => ({ ...fact, at: before }) as never),
    },
  ]);
  const officer = await day.as({ role: 'officer', unit: unitId('u1') });
  const read = async () => IncidentAnswer.parse((await officer.get(`incidents/${id}`)).body);
  return {
    id,
    before,
    officer,
    read,
    give: (name: string, headers = {}) => officer.post(`incidents/${id}/${name}`, { unit: 'u1' }, headers),
  };
}

describe('steps that were tapped while there was no line', () => {
  test('count from their taps, and the record says when they were told', async () => {
    const day = await openHttpDay();
    const { read, give, before } = await sent(day);
    const [enroute, arrive] = [tapped(300 * SECOND), tapped(65 * SECOND)];
    expect(await give('enroute', enroute)).toMatchObject({ status: 200 });
    expect(await give('arrive', arrive)).toMatchObject({ status: 200 });
    const { times, assignments, timeline } = await read();
    const at = (headers: typeof enroute) => Date.parse(headers['x-watchfloor-tapped-at']);
    expect(times).toMatchObject({ received: before, enroute: at(enroute), arrived: at(arrive) });
    expect(assignments[0]).toMatchObject({ state: 'onscene', since: at(arrive) });
    expect(timeline.at(-1)).toMatchObject({ kind: 'incident.arrived', done: { at: at(arrive) } });
    expect(timeline.at(-1)!.at).toBeGreaterThanOrEqual(at(arrive) + 65 * SECOND);
    expect(day.app.board().units.get(unitId('u1'))).toMatchObject({ reason: 'onscene', since: at(arrive) });
  });

  test('are never before the step before them', async () => {
    const day = await openHttpDay();
    const { read, give, before } = await sent(day);
    await give('enroute', tapped(3600 * SECOND));
    expect((await read()).times.enroute).toBe(before);
  });

  test('by a clock that is off count from their receipt, and the record says what it claimed', async () => {
    const day = await openHttpDay();
    const { read, give } = await sent(day);
    const asked = Date.now();
    await give('enroute', tapped(300 * SECOND, 3600 * SECOND));
    const { times, timeline } = await read();
    expect(times.enroute).toBeGreaterThanOrEqual(asked);
    const { done } = timeline.at(-1)!;
    expect(done).toMatchObject({ claimed: expect.any(Number), clockOff: expect.any(Number) });
    expect(done!.clockOff! / 1000).toBeCloseTo(3600, -1);
    expect(done).not.toHaveProperty('at');
  });

  test('that arrive at once are told of now', async () => {
    const day = await openHttpDay();
    const { read, give } = await sent(day);
    await give('enroute', tapped(400));
    expect((await read()).timeline.at(-1)).not.toHaveProperty('done');
  });

  test('of a unit count from their taps too', async () => {
    const day = await openHttpDay();
    const { officer } = await sent(day);
    const headers = tapped(90 * SECOND);
    await officer.post('units/u1/check-in', {}, headers);
    expect(day.app.board().units.get(unitId('u1'))!.checkedIn).toBe(Date.parse(headers['x-watchfloor-tapped-at']));
  });

  test.each([
    [{ 'x-watchfloor-tapped-at': 'yesterday', 'x-watchfloor-sent-at': iso(0) }, '/headers/x-watchfloor-tapped-at'],
    [{ 'x-watchfloor-tapped-at': iso(0) }, '/headers/x-watchfloor-sent-at'],
  ])('are refused where their time cannot be read: %j', async (headers, pointer) => {
    const day = await openHttpDay();
    const { give } = await sent(day);
    expect(await give('enroute', headers)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });
});

test('what was found while there was no line was found then, unless the clock is not believed', async () => {
  const day = await openHttpDay();
  const officer = await day.as({ role: 'officer' });
  const reportedAt = async (n: number, headers: Record<string, string>) => {
    const ref = `0b6f0c0e-5d5e-4c51-9d0e-0f6c2f1a7a0${n}`;
    const location = { type: 'Point', coordinates: [12.403, 48.198] };
    const { body } = await officer.post('reports', { ref, category: 'city-order/litter', location }, headers);
    return (await day.app.store.incidents.get(body['id'] as never))!.reportedAt;
  };
  const [early, off] = [tapped(300 * SECOND), tapped(300 * SECOND, 900 * SECOND)];
  const now = Date.now();
  expect(await reportedAt(1, early)).toBe(Date.parse(early['x-watchfloor-tapped-at']));
  expect(await reportedAt(2, off)).toBeGreaterThanOrEqual(now);
});
