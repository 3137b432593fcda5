import { expect, onTestFinished, test } from 'vitest';
import type { LetterAnswer, LettersAnswer } from '#data/contract/letter.ts';
import type { IncidentId, Seq, SourceName } from '#data/contract/ids.ts';
import { createLetterBox, type LetterBox } from '#server/intake/letters/letter-box.ts';
import { createDayKeys } from '#server/intake/contacts/day-keys.ts';
import { forgetContacts } from '#server/intake/contacts/forget.ts';
import { keepRetention } from '#server/retention.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { createMemoryStore } from '../support/memory-store/store.ts';
import { makePack } from '../support/pack.ts';
import { makeReport } from '../support/report.ts';
import { createTestClock } from '../support/test-clock.ts';
import { signed } from './channels/signed.ts';

const clock = { now: () => Date.parse('2026-11-30T10:00:00Z'), after: () => () => {} };
const sender = { source: 'hotline' as SourceName, exercise: false };

async function begin() {
  const app = await startApp();
  onTestFinished(() => app.stop());
  const { store } = app;
  const box = createLetterBox({ letters: store.letters, days: createDayKeys(store), clock, dropped: () => {} });
  const admin = await app.signIn({ role: 'admin' });
  const ask = (cookie: string) => async (path: string, body?: object) =>
    fetch(`${app.url}/api/v1/letters${path}`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: { cookie, 'content-type': 'application/json', origin: app.url },
    });
  return { app, box, admin, ask, as: ask(admin.cookie), only: () => theOnly(app) };
}

const theOnly = async ({ store }: RunningApp) => (await store.letters.list({}, { limit: 9 })).items[0]!.id;
const waits = (box: LetterBox, over: object = {}) =>
  box
    .of('http')
    .quarantine({ sender, ref: 'r1', report: makeReport({ sourceRef: 'r1', ...over }), reason: 'many at once' });

test('a report that waits is taken in when somebody releases it, once, and on record', async () => {
  const { app, box, as, only, admin } = await begin();
  expect(await waits(box)).toBe('kept');
  expect(await waits(box)).toBe('known');
  const id = await only();
  const [one, two] = await Promise.all([as(`/${id}/release`, {}), as(`/${id}/release`, {})]);
  expect([one.status, two.status].sort()).toEqual([200, 404]);
  const { incident } = (await (one.ok ? one : two).json()) as { incident: IncidentId };
  expect(await app.store.incidents.get(incident)).toMatchObject({ source: 'hotline', sourceRef: 'r1' });
  expect(await app.store.letters.counts()).toEqual([]);
  const { items } = await app.store.incidents.list({}, { limit: 9 });
  expect(items).toHaveLength(1);
  const records = await app.store.records.about(`person/${admin.person.id}`, { limit: 9 });
  expect(records.filter(({ kind }) => kind === 'audit.letter-decided')).toMatchObject([
    { what: 'released', channel: 'http', letterKind: 'quarantined', incident },
  ]);
});

test('a report that waits and is not valid any more stays, and its fields are named', async () => {
  const { box, as, only, app } = await begin();
  await waits(box, { category: 'no/such' });
  const answer = await as(`/${await only()}/release`, {});
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ errors: [{ pointer: '/category' }] });
  expect(await app.store.letters.counts()).toMatchObject([{ count: 1 }]);
});

test('what is dead is discarded with a reason, on record, and never released', async () => {
  const { box, as, only, app } = await begin();
  await box.of('http').dead([{ source: null, reason: 'not a report', content: '{"text":"漏水"}' }]);
  const id = await only();
  expect((await as(`/${id}/release`, {})).status).toBe(409);
  expect((await as(`/${id}/discard`, {})).status).toBe(422);
  const read = (await (await as(`/${id}`)).json()) as LetterAnswer;
  expect(read).toMatchObject({ kind: 'dead', reason: 'not a report', content: '{"text":"漏水"}', isCut: false });
  expect((await as(`/${id}/discard`, { reason: 'A test of theirs' })).status).toBe(200);
  expect((await as(`/${id}`)).status).toBe(404);
  const facts = await app.store.records.about('audit', { limit: 9 });
  expect(facts.map((fact) => fact.kind)).toEqual(expect.arrayContaining(['audit.letter-decided', 'audit.looked']));
});

test('officers, displays and sources see none of it, and no screen is told', async () => {
  const { app, box, ask, as, only } = await begin();
  await box.of('http').dead([{ source: null, reason: 'secret words', content: 'x' }]);
  const officer = ask((await app.signIn({ role: 'officer' })).cookie);
  expect([(await officer('')).status, (await officer(`/${await only()}`)).status]).toEqual([403, 403]);
  expect((await fetch(`${app.url}/api/v1/letters`)).status).toBe(401);
  const mine = (await (await as('?kind=dead&limit=1')).json()) as LettersAnswer;
  expect(mine.items).toMatchObject([{ reason: 'secret words' }]);
  expect((await as('?cursor=nonsense')).status).toBe(422);
  const facts = await app.store.log.read(0 as Seq, 100);
  expect(JSON.stringify(facts)).not.toContain('secret words');
});

test('who leads one area reads and decides none: it may be of anywhere', async () => {
  const { app, box, ask, only } = await begin();
  await waits(box);
  const id = await only();
  const ofArea = ask((await app.signIn({ role: 'supervisor', area: 'd0' as never })).cookie);
  expect((await ofArea(`/${id}`)).status).toBe(403);
  for (const command of ['release', 'discard'])
    expect([command, (await ofArea(`/${id}/${command}`, { reason: 'not mine' })).status]).toEqual([command, 403]);
  expect(await only()).toBe(id);
});

test('what came lies sealed in the store, and nobody reads it once the key of its day is deleted', async () => {
  const store = createMemoryStore();
  const box = createLetterBox({ letters: store.letters, days: createDayKeys(store), clock, dropped: () => {} });
  await box.of('http').dead([{ source: null, reason: 'r', content: '13912345678'.repeat(1000) }]);
  const { id } = (await store.letters.list({}, { limit: 1 })).items[0]!;
  expect((await store.letters.get(id))!.body).not.toContain('13912345678');
  expect(await box.open(id)).toMatchObject({ isCut: true, content: expect.stringContaining('13912345678') });
  await forgetContacts({ ...store, goesOn: () => true }, clock.now() + 91 * 24 * 3600_000);
  expect(await box.open(id)).toMatchObject({ reason: 'r', content: null });
});

test('of dead letters the oldest gives way and is counted; a report that finds no room is not kept', async () => {
  const store = createMemoryStore();
  let dropped = 0;
  const box = createLetterBox({
    letters: store.letters,
    days: createDayKeys(store),
    clock,
    dropped: (_channel, count) => (dropped += count),
  });
  const many = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ source: 's', ref: `${i}`, reason: 'r', content: 'c' }));
  await box.of('http').dead(many(1003));
  expect(dropped).toBe(3);
  expect(await store.letters.counts()).toMatchObject([{ count: 1000 }]);
  for (const { ref } of many(2000)) await box.of('http').quarantine({ sender, ref, report: {}, reason: 'r' });
  expect(await box.of('http').quarantine({ sender, ref: 'more', report: {}, reason: 'r' })).toBe('full');
});

const mapping = {
  when: { columns: 'opened', format: 'iso' },
  where: { lon: 'lon', lat: 'lat' },
  category: { column: 'kind', exact: { leak: makePack().categories.categories[0]!.id } },
};

test('how many dead letters gave way stands beside their channel', async () => {
  const app = await startApp({
    around: (store) => ({
      ...store,
      letters: {
        ...store.letters,
        keep: async (...said) => ({ ...(await store.letters.keep(...said)), dropped: 3 }),
      },
    }),
  });
  onTestFinished(() => app.stop());
  const headers = {
    cookie: (await app.signIn({ role: 'admin' })).cookie,
    origin: app.url,
    'content-type': 'application/json',
  };
  const post = (path: string, headers: Record<string, string>, body: string) =>
    fetch(`${app.url}/api/v1${path}`, { method: 'POST', headers, body });
  const agency = { name: 'waterworks', label: 'Waterworks', mapping };
  const { secret } = (await (await post('/agencies', headers, JSON.stringify(agency))).json()) as { secret: string };
  const health = async () => {
    const answer = await fetch(`${app.url}/api/v1/channels`, { headers });
    return ((await answer.json()) as { items: { name: string; dropped?: number }[] }).items;
  };
  expect((await health()).some(({ dropped }) => dropped !== undefined)).toBe(false);
  for (const id of ['one', 'two'])
    expect((await post('/webhooks/waterworks', signed('{', { id, secret }), '{')).status).toBe(400);
  expect((await health()).filter(({ dropped }) => dropped !== undefined)).toMatchObject([
    { name: 'webhooks', dropped: 6 },
  ]);
});

test('letters are deleted 90 days after they came', async () => {
  const test = createTestClock();
  const store = createMemoryStore({ now: test.now });
  const box = createLetterBox({ letters: store.letters, days: createDayKeys(store), clock: test, dropped: () => {} });
  await box.of('http').dead([{ source: null, reason: 'r', content: 'c' }]);
  const taken = (await store.leases.take('retention', 'a', 1e12))!;
  const stop = keepRetention({ store, held: { now: () => taken, lost: () => {} }, clock: test, trouble: () => {} });
  onTestFinished(stop);
  await test.pass(89 * 24 * 3600_000, 3600_000);
  expect(await store.letters.counts()).toHaveLength(1);
  await test.pass(2 * 24 * 3600_000, 3600_000);
  expect(await store.letters.counts()).toEqual([]);
});
