import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BulletinsAnswer, CapAnswer } from '#data/contract/bulletin.ts';
import type { Problem } from '#data/contract/problem.ts';
import { startApp, type RunningApp } from '../../support/app.ts';
import { capInfo, capPolygonArea, capXml, type SaidCap } from '../../support/cap-xml.ts';
import { makePack } from '../../support/pack.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';

const NOW = Date.UTC(2026, 10, 30, 10);
const SENT = '2026-11-30T18:00:00+08:00';
const later = '2026-11-30T20:00:00+08:00';
const named = (identifier: string, sent = SENT) => `weather@example.org,${identifier},${sent}`;

let app: RunningApp;
let clock: TestClock;
let token: string;
let cookie: string;

beforeEach(async () => {
  clock = createTestClock(NOW);
  app = await startApp({ clock });
  token = await app.addSource('weather');
  ({ cookie } = await app.signIn({ role: 'supervisor' }));
});
afterEach(() => app.stop());

type Told = CapAnswer & Problem & { status: number };
async function post(body: string | Uint8Array, { by = token, type = 'application/cap+xml' } = {}): Promise<Told> {
  const answer = await fetch(`${app.url}/api/v1/cap`, {
    method: 'POST',
    headers: { authorization: `Bearer ${by}`, 'content-type': type },
    body: body as BodyInit,
  });
  return { ...((await answer.json()) as CapAnswer & Problem), status: answer.status };
}
const send = ({ alert = {}, info = {}, ...said }: SaidCap = {}, by = token) =>
  post(capXml({ alert, info: { expires: later, ...info }, ...said }), { by });
async function standing() {
  await app.reached(app.store.log.place().seq);
  const answer = await fetch(`${app.url}/api/v1/bulletins`, { headers: { cookie } });
  return ((await answer.json()) as BulletinsAnswer).items;
}
const ids = async () => (await standing()).map(({ identifier }) => identifier).sort();

describe('an alert by CAP', () => {
  test('becomes a bulletin with its words, its gravity and its end', async () => {
    const told = await send({
      infos:
        capInfo({ expires: later }) +
        capInfo({ language: 'zh-CN', severity: 'Extreme', event: '雷暴', expires: later }),
    });
    expect(told).toMatchObject({ status: 201, is: 'issued', exercise: false });
    expect(await standing()).toMatchObject([
      {
        id: told.id,
        severity: 'Extreme',
        source: 'weather',
        expires: Date.UTC(2026, 10, 30, 12),
        texts: [
          { language: 'zh-CN', event: '雷暴' },
          { language: 'en-US', event: 'Thunderstorm' },
        ],
        areas: [],
        elsewhere: false,
        exercise: false,
      },
    ]);
  });

  test('is the same bulletin again, and says in what it differs', async () => {
    const first = await send();
    expect(await send()).toMatchObject({ status: 200, id: first.id, seq: first.seq });
    const other = await send({ info: { headline: 'Something else' } });
    expect(other).toMatchObject({ status: 200, id: first.id, unchanged: true, differs: ['/texts'] });
    expect((await standing())[0]!.texts[0]!.headline).toBe('Severe thunderstorm');
  });

  test('takes the place of those that an update names', async () => {
    await send();
    await send({ alert: { identifier: 'w-9' } });
    const told = await send({ alert: { identifier: 'w-2', msgType: 'Update', references: named('w-1') } });
    expect(told).toMatchObject({ status: 201, is: 'updated' });
    expect(await ids()).toEqual(['w-2', 'w-9']);
  });

  test('is over once a cancel names it, be the cancel there before it', async () => {
    await send();
    const cancel = (identifier: string, of: string) =>
      send({ alert: { identifier, msgType: 'Cancel', note: 'passed', references: named(of) }, infos: '' });
    expect(await cancel('w-2', 'w-1')).toMatchObject({ status: 201, is: 'cancelled' });
    expect(await standing()).toEqual([]);
    expect(await cancel('w-4', 'w-3')).toMatchObject({ status: 201 });
    expect(await send({ alert: { identifier: 'w-3' } })).toMatchObject({ status: 201, is: 'over' });
    expect(await standing()).toEqual([]);
  });

  test('is nobody else’s to change, and no exercise touches what is real', async () => {
    await send();
    const other = await app.addSource('other');
    const cancel = { identifier: 'x', msgType: 'Cancel', references: named('w-1') };
    expect(await send({ alert: cancel, infos: '' }, other)).toMatchObject({
      status: 422,
      errors: [{ pointer: '/references', detail: 'names a message that another source has sent' }],
    });
    expect(await send({ alert: { ...cancel, status: 'Exercise' }, infos: '' })).toMatchObject({
      status: 422,
      errors: [{ pointer: '/references', detail: 'names a message that is no exercise' }],
    });
    expect(await ids()).toEqual(['w-1']);
  });

  test.each(['Test', 'Exercise'])('of status %s is an exercise on every screen', async (status) => {
    expect(await send({ alert: { status } })).toMatchObject({ status: 201, exercise: true });
    expect((await standing())[0]!.exercise).toBe(true);
  });

  test.each([{ status: 'System' }, { status: 'Draft' }, { msgType: 'Ack', references: named('w-0') }])(
    'of %o is not for the board',
    async (alert) => {
      expect(await send({ alert })).toMatchObject({ status: 200, is: 'not-for-the-board' });
      expect(await standing()).toEqual([]);
    },
  );

  test('is over when its time comes, and one whose time has passed never stands', async () => {
    await send();
    expect(await send({ alert: { identifier: 'old' }, info: { expires: '2026-11-30T17:59:00+08:00' } })).toMatchObject({
      is: 'over',
    });
    expect(await ids()).toEqual(['w-1']);
    clock.advance(2 * 3600_000 - 1);
    await app.watch.look();
    expect(await ids()).toEqual(['w-1']);
    clock.advance(1);
    await app.watch.look();
    expect(await standing()).toEqual([]);
  });

  test('says of an alert for another place that it is not for here, and of a code where it is', async () => {
    const far = await send({ area: capPolygonArea('-35,147 -35,148 -36,148 -35,147') });
    expect(far).toMatchObject({ status: 201, elsewhere: true });
    const { areas } = makePack();
    const district = areas.find(({ level }) => level === 'district')!.id;
    await send({
      alert: { identifier: 'w-2' },
      area: `<area><areaDesc>there</areaDesc><geocode><valueName>code</valueName><value>${district}</value></geocode></area>`,
    });
    const row = (await standing()).find(({ identifier }) => identifier === 'w-2')!;
    expect(row).toMatchObject({ named: [district], elsewhere: false });
  });

  test('touches the cell that it lies in, however small it is', async () => {
    const { ring, community } = makePack().cells[0]!;
    const [[a, b], , [c, d]] = ring as unknown as [[number, number], unknown, [number, number]];
    // Between the middle, where the anchor stands, and a corner.
    const at = `${(b * 3 + d) / 4},${(a * 3 + c) / 4}`;
    await send({ area: `<area><areaDesc>a house</areaDesc><circle>${at} 0.01</circle></area>` });
    expect((await standing())[0]).toMatchObject({
      elsewhere: false,
      areas: expect.arrayContaining([community]) as unknown,
    });
  });

  test('keeps the words of one that is restricted from the wall', async () => {
    await send({ alert: { scope: 'Restricted', restriction: 'police' }, info: { headline: 'planted' } });
    const wall = await app.addView('ops-wall');
    const seen = await fetch(`${app.url}/api/v1/bulletins`, { headers: { authorization: `Bearer ${wall}` } });
    expect(await seen.text()).not.toContain('planted');
    expect((await standing())[0]!.deskTexts![0]!.headline).toBe('planted');
  });

  test('is acknowledged once, by somebody, on record', async () => {
    const { id } = await send();
    await standing();
    const give = (command: string, body: object = {}) =>
      fetch(`${app.url}/api/v1/bulletins/${id}/${command}`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', origin: app.url },
        body: JSON.stringify(body),
      });
    expect((await give('acknowledge')).status).toBe(200);
    expect((await standing())[0]!.acknowledged).toMatchObject({ at: NOW, by: { kind: 'person' } });
    expect((await give('acknowledge')).status).toBe(409);
    // Who sends it changes it.
    const cancel = await give('cancel', { reason: 'no' });
    expect(cancel.status).toBe(409);
    expect(await cancel.json()).toMatchObject({ why: 'not-own' });
  });
});

describe('bad input is answered, and the good before and after it kept once', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const declared = (line: string) => capXml().replace('<alert', `${line}<alert`);
  test.each([
    ['a document type', declared('<!DOCTYPE alert>'), 400],
    ['a billion laughs', declared('<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'), 400],
    ['an unknown entity', capXml({ info: { headline: '&lol;' } }), 400],
    ['a hundred levels', `${'<a>'.repeat(100)}${'</a>'.repeat(100)}`, 400],
    ['an unknown enumeration', capXml({ info: { urgency: 'Soon' } }), 422],
    ['an unclosed polygon', capXml({ area: capPolygonArea('1,1 1,2 2,2 2,1') }), 422],
    ['a crossing polygon', capXml({ area: capPolygonArea('1,1 2,2 1,2 2,1 1,1') }), 422],
    ['swapped coordinates', capXml({ area: capPolygonArea('101,36 102,36 102,37 101,36') }), 422],
    ['a time without a zone', capXml({ alert: { sent: '2026-11-30T18:00:00' } }), 422],
    ['February 30th', capXml({ alert: { sent: '2026-02-30T18:00:00+08:00' } }), 422],
    ['24:00', capXml({ alert: { sent: '2026-11-30T24:00:00+08:00' } }), 422],
    ['10 MB', capXml({ info: { description: 'x'.repeat(10_000_000) } }), 413],
    ['bytes that are no UTF-8', Buffer.concat([bytes('<a>'), Buffer.from([0xff, 0xc0])]), 400],
    ['UTF-16 that says it is UTF-8', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(capXml(), 'utf16le')]), 400],
    ['a NUL', capXml({ info: { headline: 'a\0' } }), 400],
    ['nothing', '', 400],
    ['large and wrong at its end', capXml({ info: { description: 'x'.repeat(500_000), web: 'no' } }), 422],
  ])('%s', async (_what, body, status) => {
    expect(await send({ alert: { identifier: 'before' } })).toMatchObject({ status: 201 });
    const told = await post(body);
    expect(told.status).toBe(status);
    expect(told.detail).toMatch(/\S/);
    if (status === 422) expect(told.errors!.length).toBeGreaterThan(0);
    expect(await send({ alert: { identifier: 'after' } })).toMatchObject({ status: 201 });
    expect(await send({ alert: { identifier: 'before' } })).toMatchObject({ status: 200 });
    expect(await ids()).toEqual(['after', 'before']);
  });

  test('UTF-16 as it is declared is taken, and another type or no token is not', async () => {
    const wide = Buffer.from(`\ufeff${capXml({ info: { expires: later } }).replace('UTF-8', 'UTF-16')}`, 'utf16le');
    expect(await post(wide, { type: 'application/xml' })).toMatchObject({ status: 201 });
    expect(await post('{}', { type: 'application/json' })).toMatchObject({ status: 415 });
    expect(await post(capXml(), { by: 'no-token' })).toMatchObject({ status: 401 });
  });
});
