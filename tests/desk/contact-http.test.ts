import { afterEach, expect, test } from 'vitest';
import { forgetContacts } from '#server/intake/contacts/forget.ts';
import { viewNames } from '#data/contract/view.ts';
import { makeReport } from '../support/report.ts';
import { allLive, follow, type TestFollower } from '../support/follower.ts';
import { east, openHttpDay, west } from './http-day.ts';

const planted = /planted-(caller|number|later)/;
const contact = { name: 'planted-caller', phone: 'planted-number' };

let followers: TestFollower[] = [];
afterEach(() => {
  for (const { stop } of followers) stop();
  followers = [];
});

/** Everything of a board, as text. */
const textOf = ({ board }: TestFollower) => JSON.stringify(Object.values(board).map((rows) => [...rows.values()]));

test('who reported is in no snapshot, no feed, no list and no answer of any view', async () => {
  const day = await openHttpDay();
  const { app } = day;
  const before = await day.report({ contact, title: 'before' });
  const tokens = await Promise.all(viewNames.map((view) => app.addView(view)));
  followers = tokens.map((token) => follow(app.url, token));
  await allLive(followers, app.url, tokens[0]!);
  // Over the feed as well: as it is reported, and as its source says it anew.
  const headers = { authorization: `Bearer ${await app.addSource('hotline')}`, 'content-type': 'application/json' };
  for (const phone of ['planted-number', 'planted-later']) {
    const body = JSON.stringify(makeReport({ sourceRef: 'live', contact: { phone }, title: 'live' }));
    const answer = await fetch(`${app.url}/api/v1/incidents`, { method: 'POST', headers, body });
    expect(await answer.text()).not.toMatch(planted);
  }
  await allLive(followers, app.url, tokens[0]!);
  for (const [at, follower] of followers.entries()) {
    // A public wall gets no rows at all.
    expect(follower.board.incidents.size).toBe(viewNames[at] === 'public-wall' ? 0 : 2);
    expect(textOf(follower)).not.toMatch(planted);
  }
  for (const hand of [await day.as(), await day.as({ role: 'admin' })])
    for (const path of ['snapshot', 'incidents', `incidents/${before}`, `communities/${west[2]}`, 'work']) {
      const { status, text } = await hand.get(path);
      expect([path, status]).toEqual([path, 200]);
      expect(text).not.toMatch(planted);
    }
});

test('who reported is read by those who lead, one by one, and each look is on record', async () => {
  const day = await openHttpDay();
  const boss = await day.as();
  const id = await day.report({ contact });
  const said = { contact: { phone: 'planted-later' } };
  await day.keep({ kind: 'incident.updated', incident: id as never, rev: 2, priority: 3, said });
  for (let look = 0; look < 2; look++)
    expect((await boss.get(`incidents/${id}/contact`)).body).toEqual({
      items: [
        { at: expect.any(Number), ...contact },
        { at: expect.any(Number), phone: 'planted-later' },
      ],
    });
  const looks = async () =>
    (await day.app.store.records.about('audit', { limit: 10 })).filter(({ kind }) => kind === 'audit.looked');
  const look = { kind: 'audit.looked', what: 'contact', id, by: { kind: 'person', id: boss.person.id } };
  expect(await looks()).toMatchObject([look, look]);

  const quiet = await day.report({ id: 'quiet' });
  expect((await boss.get(`incidents/${quiet}/contact`)).body).toEqual({ items: [] });
  const refused = await Promise.all([
    (await day.as({ role: 'officer' })).get(`incidents/${id}/contact`),
    (await day.as({ role: 'analyst' })).get(`incidents/${id}/contact`),
    (await day.as({ area: east[0]! })).get(`incidents/${id}/contact`),
    boss.get('incidents/none/contact'),
  ]);
  expect(refused.map(({ status }) => status)).toEqual([403, 403, 404, 404]);
  for (const { text } of refused) expect(text).not.toMatch(planted);
  expect(await looks()).toMatchObject([{ id: 'quiet' }, look, look]);
});

test('who reported is deleted 90 days after, or when the case has ended, whichever is later', async () => {
  const day = await openHttpDay();
  const boss = await day.as();
  const id = await day.report();
  const headers = { authorization: `Bearer ${await day.app.addSource('hotline')}`, 'content-type': 'application/json' };
  const body = JSON.stringify(makeReport({ contact, title: 'sealed' }));
  const answer = await fetch(`${day.app.url}/api/v1/incidents`, { method: 'POST', headers, body });
  const { id: sealed } = (await answer.json()) as { id: string };
  const items = async (of: string) => ((await boss.get(`incidents/${of}/contact`)).body as { items: unknown[] }).items;
  const at = Date.parse(new Date().toISOString().slice(0, 10)) + 91 * 24 * 3600_000;
  const forget = () => forgetContacts({ ...day.app.store, goesOn: () => true }, at - 90 * 24 * 3600_000);
  expect(await items(sealed)).toEqual([{ at: expect.any(Number), ...contact }]);
  expect(JSON.stringify([...day.app.board().incidents.values()])).not.toMatch(planted);
  await forget();
  expect(await items(sealed)).toEqual([{ at: expect.any(Number), ...contact }]);
  await day.keep({ kind: 'incident.cancelled', incident: sealed as never, rev: 2, reason: 'a mistake' });
  await forget();
  expect(await items(sealed)).toEqual([{ at: expect.any(Number), deleted: true }]);
  expect(await items(id)).toEqual([]);
  expect(await day.app.store.verify()).toMatchObject({ ok: true });
});

test('a caller is found by the number that they left, however it is written, and each search is on record', async () => {
  const day = await openHttpDay();
  const boss = await day.as();
  const told = async (sourceRef: string, phone: string, location?: object) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ ...makeReport({ sourceRef, contact: { phone } }), ...location });
    const answer = await fetch(`${day.app.url}/api/v1/incidents`, { method: 'POST', headers, body });
    return ((await answer.json()) as { id: string }).id;
  };
  const token = await day.app.addSource('hotline');
  const first = await told('c1', '139 9711-0001');
  await told('c2', '159 9711 0001');
  const second = await told('c3', '+86 13997110001');
  const find = (phone: unknown, hand = boss) => hand.post('calls/caller', { phone });
  const found = await find('１３９９７１１０００１');
  expect((found.body['items'] as { id: string }[]).map(({ id }) => id).sort()).toEqual([first, second].sort());
  expect(found.text).not.toContain('9711');
  const looks = (await day.app.store.records.about(`person/${boss.person.id}`, { limit: 10 })).flatMap((fact) =>
    fact.kind === 'audit.looked' ? [`${fact.what} ${fact.id}`] : [],
  );
  expect(looks.sort()).toEqual([`caller by number`, `contact ${first}`, `contact ${second}`].sort());
  expect((await find('11 0001 9711')).body['items']).toEqual([]);
  // What lies elsewhere is nobody's to find.
  const inEast = await day.as({ area: east[0]!, name: 'East' });
  expect((await find('13997110001', inEast)).body['items']).toEqual([]);
  expect((await find('13997110001', await day.as({ role: 'officer', name: 'Bo' }))).status).toBe(403);
  for (const strange of ['12', '', 139, null, 'x'.repeat(41), '\ud800'])
    expect([strange, (await find(strange)).body['errors']]).toEqual([
      strange,
      [expect.objectContaining({ pointer: '/phone' })],
    ]);
  // When the key of its day is gone nobody finds it any more.
  const { drawers, incidents } = day.app.store;
  await forgetContacts({ drawers, incidents, goesOn: () => true }, Date.now() + 2 * 86_400_000);
  expect((await find('13997110001')).body['items']).toEqual([]);
});
