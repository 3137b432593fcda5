import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_FIXES, MAX_REPORTS } from '#data/contract/api.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { inPack, makeReport } from '../support/report.ts';

let app: RunningApp;
let token: string;
beforeAll(async () => {
  app = await startApp();
  token = await app.addSource('hotline');
});
afterAll(() => app.stop());

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${app.url}/api/v1/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.json() };
}

describe('a report', () => {
  test('is taken in, numbered, and placed in its grid cell', async () => {
    const { status, body } = await post('incidents', makeReport());
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-z]{16}$/),
      number: expect.stringMatching(/^[A-Z]+\d\d-\d+$/),
      seq: expect.any(Number),
      cell: 'cell-0-0',
    });
    expect(app.board().incidents.get(body.id)).toMatchObject({ state: 'reported', rev: 1, offMap: false });
  });

  test('that comes twice is one incident', async () => {
    const report = makeReport({ sourceRef: 'twice' });
    const first = await post('incidents', report);
    const again = await post('incidents', report);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
  });

  describe('that comes again and says otherwise', () => {
    const timeline = async (id: string) => (await app.store.incidents.timeline(id)).slice(1);

    test('is kept as an update on record, and a higher priority takes effect at once', async () => {
      const report = makeReport({ priority: 3, title: 'smoke', reportedAt: '2026-01-01T00:00:00Z' });
      const { body: first } = await post('incidents', report);
      const changed = {
        ...report,
        priority: 1,
        title: 'fire',
        location: { type: 'Point', coordinates: [inPack[0] + 0.001, inPack[1]] },
        contact: { phone: '555' },
        reportedAt: '2026-01-01T00:01:00Z',
      };
      const again = await post('incidents', changed);
      expect(again).toMatchObject({ status: 200, body: first });
      expect(again.body.updated.toSorted()).toEqual(['contact', 'location', 'priority', 'title']);
      expect(again.body.differs).toEqual(['reportedAt']);
      expect(app.board().incidents.get(first.id)).toMatchObject({ priority: 1, title: 'smoke', rev: 2 });
      expect(await timeline(first.id)).toMatchObject([
        {
          kind: 'incident.updated',
          by: { kind: 'source', id: 'hotline' },
          said: { priority: 1, title: 'fire', contact: { day: expect.any(String), sealed: expect.any(String) } },
        },
      ]);
      const { reportedAt: _at, ...same } = changed;
      expect((await post('incidents', same)).body).toEqual(first);
    });

    test('never lowers what is known to be urgent, and says nothing twice', async () => {
      const report = makeReport({ priority: 1 });
      const { body: first } = await post('incidents', report);
      const { body } = await post('incidents', [
        { ...report, priority: 4 },
        { ...report, priority: 4 },
      ]);
      expect(body).toMatchObject([{ updated: ['priority'] }, { id: first.id }]);
      expect(body[1]).not.toHaveProperty('updated');
      expect(app.board().incidents.get(first.id)).toMatchObject({ priority: 1, rev: 2 });
    });

    test('by another category rises to what that category is', async () => {
      const report = makeReport({ category: 'city-order/litter' });
      const { body: first } = await post('incidents', report);
      await post('incidents', { ...report, category: 'public-security/assault' });
      expect(app.board().incidents.get(first.id)).toMatchObject({ category: 'city-order/litter', priority: 1 });
    });

    test('of a case that has ended is not kept, and the answer says so', async () => {
      const report = makeReport({ title: 'as it was' });
      const { body: first } = await post('incidents', report);
      const cancelled = { kind: 'incident.cancelled', at: Date.now(), incident: first.id, rev: 2 } as const;
      await app.store.log.append([{ facts: [cancelled] }]);
      const again = await post('incidents', { ...report, title: 'said otherwise', description: 'more' });
      expect(again).toMatchObject({ status: 200, body: { ...first, unchanged: true } });
      expect(again.body.differs.toSorted()).toEqual(['description', 'title']);
      expect(await timeline(first.id)).toHaveLength(1);
    });
  });

  test('that comes twice in one request is one incident', async () => {
    const report = makeReport({ sourceRef: 'twice-at-once' });
    const { status, body } = await post('incidents', [report, report]);
    expect(status).toBe(207);
    expect(body.map((item: { status: number }) => item.status)).toEqual([201, 200]);
    expect(body[0].id).toBe(body[1].id);
  });

  test('outside the city is taken in and marked off the map', async () => {
    const { status, body } = await post(
      'incidents',
      makeReport({ location: { type: 'Point', coordinates: [2.35, 48.85] } }),
    );
    expect(status).toBe(201);
    expect(body.cell).toBeNull();
    expect(app.board().incidents.get(body.id)).toMatchObject({ offMap: true, areas: [] });
  });

  test('without a place is taken in', async () => {
    const { location: _nowhere, ...report } = makeReport();
    const { status, body } = await post('incidents', report);
    expect(status).toBe(201);
    expect(app.board().incidents.get(body.id)).toMatchObject({ offMap: false });
  });
});

const wrong: [what: string, change: object, pointer: string, word: RegExp][] = [
  ['an unknown category', { category: 'no-such/thing' }, '/category', /category/],
  ['a category that is no text', { category: 7 }, '/category', /./],
  ['an unknown field', { colour: 'red' }, '', /./],
  ['a priority of 9', { priority: 9 }, '/priority', /./],
  ['a title that is too long', { title: 'x'.repeat(201) }, '/title', /./],
  ['a time in the far future', { reportedAt: '2199-01-01T00:00:00Z' }, '/reportedAt', /future/],
  ['a time without an offset', { reportedAt: '2026-01-01T00:00:00' }, '/reportedAt', /./],
  ['a source that is not the token’s', { source: 'somebody-else' }, '/source', /token/],
  ['a missing reference', { sourceRef: undefined }, '/sourceRef', /./],
  ['an empty reference', { sourceRef: '' }, '/sourceRef', /./],
  [
    'a latitude of 95',
    { location: { type: 'Point', coordinates: [12.4, 95] } },
    '/location/coordinates',
    /outside the world/,
  ],
  [
    'a place the wrong way round',
    { location: { type: 'Point', coordinates: [inPack[1], inPack[0]] } },
    '/location/coordinates',
    /swapped/,
  ],
  ['a line for a place', { location: { type: 'LineString', coordinates: [] } }, '/location/type', /./],
  ['a number in a contact', { contact: { name: 5 } }, '/contact/name', /./],
];

describe('a wrong field gets 422 and a pointer', () => {
  test.each(wrong)('%s', async (_what, change, pointer, word) => {
    const { status, type, body } = await post('incidents', { ...makeReport(), ...change });
    expect(status).toBe(422);
    expect(type).toMatch('application/problem+json');
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    expect(body.errors.find((error: { pointer: string }) => error.pointer === pointer).detail).toMatch(word);
  });

  test('and what was sent is never echoed', async () => {
    const { body } = await post('incidents', {
      ...makeReport(),
      category: 'planted-text',
      contact: { name: 5, secret: 'planted-text' },
    });
    expect(JSON.stringify(body)).not.toContain('planted-text');
  });

  test('a body that is no object', async () => {
    for (const body of ['null', '5', '"text"', 'true']) expect((await post('incidents', body)).status).toBe(422);
  });
});

describe('an array of reports', () => {
  test('loses nothing valid beside what is wrong', async () => {
    const { status, body } = await post('incidents', [makeReport(), { ...makeReport(), priority: 9 }, makeReport()]);
    expect(status).toBe(207);
    expect(body.map((item: { status: number }) => item.status)).toEqual([201, 422, 201]);
    for (const item of [body[0], body[2]]) expect(app.board().incidents.has(item.id)).toBe(true);
  });

  test(`takes ${MAX_REPORTS} and not one more`, async () => {
    const many = Array.from({ length: MAX_REPORTS }, () => makeReport());
    expect((await post('incidents', many)).status).toBe(201);
    expect((await post('incidents', [...many, makeReport()])).status).toBe(413);
  });

  test('may be empty', async () => {
    expect(await post('incidents', [])).toMatchObject({ status: 200, body: [] });
  });
});

describe('a request', () => {
  test('that is not JSON gets 400, and 415 when it does not say that it is', async () => {
    expect((await post('incidents', '{"source":')).status).toBe(400);
    expect((await post('incidents', 'a=b', { 'content-type': 'text/plain' })).status).toBe(415);
  });

  test('that is too large gets 413', async () => {
    expect((await post('incidents', `"${'x'.repeat(9 * 1024 * 1024)}"`)).status).toBe(413);
  });

  test('without a source token gets 401, with a view token 403', async () => {
    expect((await post('incidents', makeReport(), { authorization: '' })).status).toBe(401);
    expect((await post('incidents', makeReport(), { authorization: 'Bearer wf_s_wrong' })).status).toBe(401);
    const view = await app.addView('ops-wall');
    expect((await post('incidents', makeReport(), { authorization: `Bearer ${view}` })).status).toBe(403);
  });

  test('with a prototype in its body changes nothing', async () => {
    const report = JSON.stringify(makeReport()).replace(/}$/, ',"__proto__":{"polluted":1}}');
    await post('incidents', report);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('positions', () => {
  const at = () => new Date().toISOString();

  test('register an unknown unit and show it', async () => {
    const { status, body } = await post('positions', [{ unit: 'P-1', at: at(), lon: inPack[0], lat: inPack[1] }]);
    expect(status).toBe(202);
    expect(body).toEqual({ accepted: 1, stale: 0, refused: [] });
    expect(app.board().units.get('P-1' as never)).toMatchObject({ callSign: 'P-1', service: 'other' });
  });

  test('an older fix is kept and does not count as new', async () => {
    const now = Date.now();
    const fix = { unit: 'P-2', lon: inPack[0], lat: inPack[1] };
    const { body } = await post('positions', [
      { ...fix, at: now },
      { ...fix, at: now - 60_000 },
    ]);
    expect(body).toEqual({ accepted: 1, stale: 1, refused: [] });
  });

  test('what is wrong is refused by index, the rest kept', async () => {
    const fix = { unit: 'P-3', at: at(), lon: inPack[0], lat: inPack[1] };
    const { body } = await post('positions', [
      { ...fix, lat: 91 },
      fix,
      { ...fix, lon: inPack[1], lat: inPack[0] },
      { ...fix, at: '2199-01-01T00:00:00Z' },
      null,
      { ...fix, unit: '' },
      { ...fix, speed: 401 },
    ]);
    expect(body.accepted).toBe(1);
    expect(body.refused.map(({ index }: { index: number }) => index)).toEqual([0, 2, 3, 4, 5, 6]);
    expect(body.refused[1].detail).toMatch(/swapped/);
  });

  const status = (unit: string, reason: 'offduty' | 'patrol') =>
    app.store.log.append([
      {
        facts: [
          { kind: 'unit.status-changed', at: Date.now(), unit: unit as never, availability: 'unavailable', reason },
        ],
      },
    ]);

  test('from the future, from nowhere and of no use are set aside with their reason, and move nothing', async () => {
    const fix = { unit: 'P-5', lon: inPack[0], lat: inPack[1] };
    const now = Date.now();
    const { body } = await post('positions', [
      { ...fix, at: now + 9.5 * 60_000 },
      { ...fix, at: now, lon: 0, lat: 0 },
      { ...fix, at: now, accuracy: 8000 },
    ]);
    expect(body).toMatchObject({ accepted: 0, stale: 0 });
    expect(body.refused.map(({ detail }: { detail: string }) => detail)).toEqual([
      expect.stringContaining('in the future'),
      expect.stringContaining('knows no place'),
      expect.stringContaining('coarser than 1000 m'),
    ]);
    expect(app.board().units.has('P-5' as never)).toBe(false);
    // A clock that is a little ahead makes no later fix stale.
    expect((await post('positions', [{ ...fix, at: now + 50_000 }])).body).toMatchObject({ accepted: 1 });
    expect((await post('positions', [{ ...fix, at: Date.now() + 1 }])).body).toMatchObject({ accepted: 1 });
  });

  test('with -1 for what a phone does not know, and in seconds, are taken', async () => {
    const fix = { unit: 'P-6', lon: inPack[0], lat: inPack[1] };
    const { body } = await post('positions', [
      { ...fix, at: Date.now() - 1000, speed: -1, heading: -1 },
      { ...fix, at: Math.floor(Date.now() / 1000) },
    ]);
    expect(body).toEqual({ accepted: 2, stale: 0, refused: [], corrected: [{ index: 1, detail: expect.any(String) }] });
    const [first, second] = (await app.store.tracks.read(0, 9e15)).filter(({ unit }) => unit === 'P-6');
    expect(first).toMatchObject({ speed: NaN, heading: NaN });
    expect(second!.at).toBeGreaterThan(Date.now() - 60_000);
  });

  test('of one unit are of one unit however its source writes it', async () => {
    const fix = { lon: inPack[0], lat: inPack[1] };
    const now = Date.now();
    const spelt = ['PD-12', 'pd-12', ' PD-12 ', 'Car 12', 'car-12'];
    const { body } = await post(
      'positions',
      spelt.map((unit, i) => ({ ...fix, unit, at: now - 100 + i })),
    );
    expect(body).toEqual({ accepted: 5, stale: 0, refused: [] });
    const ids = [...app.board().units.keys()].filter((id) => /pd|car/i.test(id));
    expect(ids).toEqual(['PD-12', 'Car-12']);
    expect(app.board().units.get('Car-12' as never)).toMatchObject({ callSign: 'Car 12' });
    await post('positions', [{ ...fix, unit: 'pD-12', at: Date.now() }]);
    expect(app.board().units.size).toBe(
      ids.length + [...app.board().units.keys()].filter((id) => !/pd|car/i.test(id)).length,
    );
  });

  test('of who is off duty are refused and not kept, unless they call for help', async () => {
    const fix = { unit: 'P-7', lon: inPack[0], lat: inPack[1] };
    const now = Date.now();
    await post('positions', [{ ...fix, at: now - 100 }]);
    await status('P-7', 'offduty');
    const { body } = await post('positions', [{ ...fix, unit: 'p-7', at: now - 50 }]);
    expect(body).toMatchObject({ accepted: 0, refused: [{ detail: expect.stringContaining('off duty') }] });
    expect((await app.store.tracks.read(0, 9e15)).filter(({ unit }) => unit === 'P-7')).toHaveLength(1);
    await app.store.log.append([{ facts: [{ kind: 'unit.panicked', at: Date.now(), unit: 'P-7' as never }] }]);
    expect((await post('positions', [{ ...fix, at: Date.now() }])).body).toMatchObject({ accepted: 1 });
  });

  test(`take ${MAX_FIXES} and not one more, and only an array`, async () => {
    const fix = { unit: 'P-4', at: at(), lon: inPack[0], lat: inPack[1] };
    expect((await post('positions', Array(MAX_FIXES).fill(fix))).status).toBe(202);
    expect((await post('positions', Array(MAX_FIXES + 1).fill(fix))).status).toBe(413);
    expect((await post('positions', fix)).status).toBe(422);
  });
});
