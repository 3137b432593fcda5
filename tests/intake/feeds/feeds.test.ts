import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { CapFeedAnswer, CapFeedShown } from '#data/contract/cap-feed.ts';
import type { ChannelHealth } from '#data/contract/channel.ts';
import { root } from '../../architecture/imports.ts';
import { skipAloud } from '../../support/aloud.ts';
import { startApp } from '../../support/app.ts';
import { alertOf, elsewhere, openAgency } from './agency.ts';
import { soon } from '../soon.ts';

async function begin(ownNetworks = ['127.0.0.0/8']) {
  const app = await startApp({ ownNetworks });
  app.channels.start();
  onTestFinished(() => app.stop());
  const agency = await openAgency();
  onTestFinished(() => agency.close());
  const headers = {
    cookie: (await app.signIn({ role: 'admin' })).cookie,
    origin: app.url,
    'content-type': 'application/json',
  };
  const ask = (path: string, body?: object) =>
    fetch(`${app.url}/api/v1${path}`, { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) });
  const said = async <T>(path: string, body?: object) => (await (await ask(path, body)).json()) as T;
  const add = (over: object = {}) =>
    ask('/cap-feeds', {
      name: 'weather',
      label: 'Weather',
      url: `${agency.url}/list`,
      every: 1440,
      areas: [],
      ...over,
    });
  const stands = async () => (await said<{ items: CapFeedShown[] }>('/cap-feeds')).items[0]!;
  const board = () =>
    [...app.board().bulletins.values()].map(({ identifier, source }) => `${source} ${identifier}`).sort();
  const health = async () =>
    (await said<{ items: ChannelHealth[] }>('/channels')).items.find(({ name }) => name === 'feeds');
  /** Has it asked again now. */
  const again = async () => {
    const { answered, broken } = await stands();
    await ask('/cap-feeds/weather/change', { label: `Weather ${Math.random()}` });
    await soon(async () => {
      const now = await stands();
      return now.answered !== answered || now.broken?.times !== broken?.times;
    }).toBe(true);
  };
  return { app, agency, ask, said, add, stands, board, health, again };
}

test('alerts that a list links to are on the board under the feed’s name, each asked for once, and end as the list says', async () => {
  const { agency, add, board, again, stands, health } = await begin();
  agency.put('/a', alertOf('a'));
  agency.put('/far', alertOf('far', { area: elsewhere }));
  agency.list('/list', '/far', '/a');
  expect((await add()).status).toBe(201);
  await soon(board).toEqual(['weather a']);
  await soon(async () => (await stands()).heard).toEqual(expect.any(Number));
  await again();
  const references = 'weather@example.org,a,2026-11-30T18:00:00+08:00';
  agency.put('/b', alertOf('b', { alert: { msgType: 'Update', references } }));
  agency.list('/list', '/b', '/far', '/a');
  await again();
  expect(board()).toEqual(['weather b']);
  const end = { msgType: 'Cancel', references: 'weather@example.org,b,2026-11-30T18:00:00+08:00' };
  agency.put('/c', alertOf('c', { alert: end }));
  agency.list('/list', '/c', '/b', '/far', '/a');
  await again();
  expect(board()).toEqual([]);
  expect(agency.asked).toEqual(['/list', '/a', '/far', '/list same', '/list', '/b', '/list', '/c']);
  expect(await health()).toMatchObject({ works: 'one node', refused: {}, deadLetters: 0 });
});

test('an RSS list, a list that carries its alerts, and one alert by itself are read alike', async () => {
  const { agency, add, board } = await begin();
  agency.put('/r', alertOf('r'));
  agency.put(
    '/rss',
    `<rss version="2.0"><channel><item><guid>1</guid><link>${agency.url}/r</link></item></channel></rss>`,
  );
  const inside = alertOf('i', { info: { headline: 'Hail &lt;5 cm&gt; &amp; wind' } }).replace(/^<\?xml.*?\?>/, '');
  const carried = `<entry><updated>x</updated><content type="application/cap+xml">${inside}</content></entry>`;
  agency.put('/whole', `<feed xmlns="http://www.w3.org/2005/Atom">${carried}</feed>`);
  agency.put('/one', alertOf('one'));
  await add({ name: 'rss', url: `${agency.url}/rss` });
  await add({ name: 'whole', url: `${agency.url}/whole` });
  await add({ name: 'one', url: `${agency.url}/one` });
  await soon(board).toEqual(['one one', 'rss r', 'whole i']);
});

test('a feed of one area takes what touches it, and what changes something that stands', async () => {
  const { agency, add, board, again, ask } = await begin();
  agency.put('/a', alertOf('a'));
  agency.list('/list', '/a');
  await add({ areas: ['d1'] });
  await agency.until('/a');
  await again();
  expect(board()).toEqual([]);
  agency.put('/all', alertOf('all', { area: '<area><areaDesc>All of it</areaDesc></area>' }));
  agency.list('/list', '/all', '/a');
  await again();
  expect(board()).toEqual(['weather all']);
  await ask('/cap-feeds/weather/change', { areas: [] });
  await soon(board).toEqual(['weather a', 'weather all']);
});

test('a bad alert is a dead letter once and spoils none beside it; one that cannot be had is asked for again', async () => {
  const { agency, add, board, again, health, app } = await begin();
  agency.put('/good', alertOf('good'));
  agency.put('/bad', alertOf('bad', { info: { severity: 'Terrible' } }));
  agency.put('/odd', '<!DOCTYPE x><alert/>');
  agency.list('/list', '/late', '/odd', '/bad', '/good');
  await add();
  await soon(async () => (await health())!.deadLetters).toBe(2);
  await soon(board).toEqual(['weather good']);
  await again();
  agency.put('/late', alertOf('late'));
  await again();
  await soon(board).toEqual(['weather good', 'weather late']);
  const letters = await app.store.letters.list({ channel: 'feeds' }, { limit: 9 });
  expect(letters.items.map(({ reason }) => reason).sort()).toEqual([
    expect.stringContaining('/info/0/severity'),
    expect.stringContaining('DOCTYPE'),
  ]);
  expect(agency.asked.filter((path) => path === '/bad' || path === '/good')).toHaveLength(2);
});

test('a feed that is broken says so and since when, and no more once it is mended', async () => {
  const { agency, add, again, health, stands, board } = await begin();
  agency.put('/list', 'gone', { status: 500 });
  await add();
  await soon(health).toMatchObject({
    notes: [{ what: 'feed-broken', feed: 'weather', why: 'HTTP 500', since: expect.any(Number) }],
    refused: { 'HTTP 500': 1 },
  });
  agency.put('/list', '', { status: 302, headers: { location: '/a' } });
  agency.put('/a', alertOf('a'));
  await again();
  expect(await stands()).toMatchObject({ broken: { why: 'HTTP 302', times: 2 } });
  agency.put('/list', '<html>no</html>');
  await again();
  expect((await stands()).broken).toMatchObject({
    why: expect.stringContaining('neither an Atom nor an RSS'),
    times: 3,
  });
  expect(agency.asked).not.toContain('/a');
  agency.list('/list', '/a');
  await again();
  expect((await stands()).broken).toBeUndefined();
  expect((await health())!.notes).toBeUndefined();
  expect(board()).toEqual(['weather a']);
});

test('an administrator tries a feed, pauses it and removes it; an address inside is not taken', async () => {
  const { agency, add, ask, said, again, stands, board } = await begin();
  agency.put('/a', alertOf('a'));
  agency.list('/list', '/a');
  await add();
  await soon(board).toEqual(['weather a']);
  expect(await said<CapFeedAnswer>('/cap-feeds/weather/try', {})).toMatchObject({ tried: { ok: true, alerts: 1 } });
  expect((await add()).status).toBe(409);
  await again();
  await ask('/cap-feeds/weather/pause', {});
  expect(await stands()).toMatchObject({ state: 'paused' });
  for (const wrong of [{ url: 'https://10.0.0.1/' }, { url: 'ftp://x/' }, { every: 0 }, { areas: ['d9'] }])
    expect([wrong, (await ask('/cap-feeds/weather/change', wrong)).status]).toEqual([wrong, 422]);
  expect((await ask('/cap-feeds/weather/remove', {})).status).toBe(200);
  expect((await ask('/cap-feeds/weather/try', {})).status).toBe(404);
  expect((await ask('/cap-feeds/none/eat', {})).status).toBe(404);
  expect((await said<{ items: object[] }>('/cap-feeds')).items).toEqual([]);
});

test('the alerts of others’ cities are read, and none of them is ours', async ({ skip }) => {
  const folder = join(root, '../shared/data/protocols/cap');
  if (!existsSync(folder)) return skipAloud(skip, 'the alerts of the standard are not there');
  const { agency, add, board, stands, health } = await begin();
  for (const name of ['australia', 'thunderstorm'])
    agency.put(`/${name}`, readFileSync(join(folder, `${name}.cap`), 'utf8'));
  agency.list('/list', '/australia', '/thunderstorm');
  await add();
  await soon(async () => (await stands()).answered).toEqual(expect.any(Number));
  expect(agency.asked).toEqual(['/list', '/thunderstorm', '/australia']);
  expect([board(), (await health())!.deadLetters]).toEqual([[], 0]);
});
