import { connect } from 'node:net';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { solve } from '#client/card/solve.ts';
import { makePack } from '../../support/pack.ts';
import { startApp, type RunningApp } from '../../support/app.ts';

const category = makePack().categories.categories[0]!.id;
const HERE = { lat: 36.61, lon: 101.77 };
const NOT_UTF8 = Buffer.from([0xff, 0xc0, 0xbb]);
const LARGE = 10_000_000;
const bidi = '\u202e\u2066';

let app: RunningApp;
let token: string;
let code: string;
let spare: string;
beforeAll(async () => {
  app = await startApp({ trustProxy: 1 });
  token = await app.addSource('sender');
  const { cookie } = await app.signIn({ role: 'admin' });
  const made = await fetch(`${app.url}/api/v1/cards`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ area: 'd0s0', kind: 'community' }),
  });
  [code, spare] = ((await made.json()) as { items: { code: string }[] }).items.map((card) => card.code) as [
    string,
    string,
  ];
});
afterAll(() => app.stop());

type Body = string | Buffer | FormData;
type Sent = { path: string; headers: Record<string, string>; body: Body };
let addresses = 0;

/** From an address of its own each time: no limit by address stands before what is tried here. */
async function send({ path, headers, body }: Sent): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${app.url}${path}`, {
    method: 'POST',
    headers: { ...headers, 'x-forwarded-for': `10.0.0.${++addresses}` },
    body: Buffer.isBuffer(body) ? new Uint8Array(body) : body,
    redirect: 'manual',
  });
  return { status: answer.status, text: await answer.text() };
}

/** Half a body, and then nobody. */
function begunOnly({ path, headers, body }: Sent): Promise<void> {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const text = String(body);
  return new Promise((done) => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1', () =>
      socket.end(
        `POST ${path} HTTP/1.1\r\nhost: x\r\n${lines.join('')}content-length: ${text.length}\r\n\r\n${text.slice(0, text.length >> 1)}`,
      ),
    );
    socket.on('error', () => {}).on('close', () => done());
    socket.resume();
  });
}

const json = { 'content-type': 'application/json' };
const bearer = () => ({ ...json, authorization: `Bearer ${token}` });
const cardTo = (body: Body, headers: Record<string, string> = json): Sent => ({
  path: `/api/v1/cards/${code}/reports`,
  headers: { accept: 'application/json', ...headers },
  body,
});
const formOf = (fields: Record<string, string>, ...photos: Uint8Array[]) => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ category, description: 'x', ...fields })) form.append(name, value);
  for (const bytes of photos) form.append('photos', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'a.jpg');
  return form;
};
const open311 = (over: string, ref = '') => ({
  path: '/open311/v2/requests.json',
  headers: { 'content-type': 'application/x-www-form-urlencoded', ...(ref && { 'idempotency-key': ref }) },
  body: `api_key=${token}&service_code=${category.replace('/', '.')}&address_string=x${over}`,
});
/** Of every fix here: the same again is the same. */
const at = Math.floor(Date.now() / 1000) - 60;
const owntracks = (body: Body, query = '?u=sender&d=phone'): Sent => ({
  path: `/owntracks${query}`,
  headers: bearer(),
  body,
});
const location = (over: object = {}) => JSON.stringify({ _type: 'location', tst: at, ...HERE, ...over });
const traccar = (body: Body): Sent => ({ path: '/traccar', headers: bearer(), body });
const position = (unit: unknown, over: object = {}) =>
  JSON.stringify({
    position: {
      valid: true,
      fixTime: new Date(at * 1000).toISOString(),
      latitude: HERE.lat,
      longitude: HERE.lon,
      ...over,
    },
    device: { uniqueId: unit },
  });

const deep = `${'['.repeat(100)}${']'.repeat(100)}`;
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
const hugePng = Buffer.from(`89504e470d0a1a0a0000000d494844520000ea600000ea60080200000000000000`, 'hex');

const refs = async (source: string) =>
  (await app.store.incidents.list({ source }, { limit: 500 })).items.map(({ sourceRef }) =>
    sourceRef!.split(':').at(-1)!,
  );
const units = async () => (await app.store.tracks.read(0, Infinity)).map(({ unit }) => unit);

type Row = [what: string, sent: () => Sent, status: number | readonly number[]];
type Channel = {
  good(ref: string): Sent;
  status: number;
  /** References that are kept, each as often as it is. */
  kept(): Promise<readonly string[]>;
  rows: readonly Row[];
};

const channels: Record<string, Channel> = {
  'a contact card': {
    good: (ref) => cardTo(JSON.stringify({ ref, category, description: 'x' })),
    status: 201,
    kept: () => refs('card'),
    rows: [
      ['not UTF-8', () => cardTo(Buffer.concat([Buffer.from('{"category":"'), NOT_UTF8, Buffer.from('"}')])), 400],
      ['10 MB of JSON', () => cardTo(JSON.stringify({ category, description: 'x'.repeat(LARGE) })), 413],
      ['a form above 12 MB', () => cardTo(formOf({}, Buffer.alloc(13_000_000)), {}), 413],
      ['another type', () => cardTo('<a/>', { 'content-type': 'text/xml' }), 415],
      ['100 levels', () => cardTo(deep), 422],
      ['__proto__', () => cardTo(`{"__proto__":{"category":"${category}"},"description":"x"}`), 422],
      ['a number for a text', () => cardTo(JSON.stringify({ category, description: 7 })), 422],
      ['a NUL in its reference', () => cardTo(JSON.stringify({ ref: 'a\0b', category, description: 'x' })), 422],
      [
        'a form without its end',
        () =>
          cardTo('--b\r\ncontent-disposition: form-data; name="category"\r\n\r\nhalf', {
            'content-type': 'multipart/form-data; boundary=b',
          }),
        400,
      ],
      [
        'a form of 41 parts',
        () => cardTo(formOf(Object.fromEntries(Array.from({ length: 41 }, (_, i) => [`f${i}`, 'x']))), {}),
        400,
      ],
      ['a text of blanks', () => cardTo(formOf({ description: ' ' }), {}), 422],
    ],
  },
  Open311: {
    good: (ref) => open311('&description=x', ref),
    status: 201,
    kept: async () => (await refs('sender')).filter((ref) => !ref.includes('-')),
    rows: [
      ['not UTF-8', () => open311('&description=%ff%fe'), 400],
      ['half a surrogate', () => open311('&description=%ED%A0%BD'), 400],
      ['a parameter twice', () => open311('&description=a&description=b'), 400],
      ['__proto__', () => open311('&__proto__=x&description=x'), 400],
      ['10 MB', () => open311(`&description=${'x'.repeat(LARGE)}`), 413],
      ['a reference with bytes of no letter', () => open311('&description=x', 'a b'), 400],
    ],
  },
  OwnTracks: {
    good: (ref) => owntracks(location(), `?u=${ref}&d=phone`),
    status: 200,
    kept: units,
    rows: [
      ['not UTF-8', () => owntracks(NOT_UTF8), 400],
      ['not JSON', () => owntracks('{"_type":'), 400],
      ['10 MB', () => owntracks(' '.repeat(LARGE)), 413],
      ['a user twice', () => owntracks(location(), '?u=a&u=b&d=phone'), [400, 422]],
      // An app takes anything but 200 for "send it again": these lie as dead letters.
      ['__proto__', () => owntracks('{"__proto__":{"_type":"location"}}'), 200],
      ['100 levels', () => owntracks(deep), 200],
      ['a place of text', () => owntracks(location({ lat: '36' })), 200],
      ['a time that there is not', () => owntracks(location({ tst: 'Infinity' })), 200],
      ['a place outside the world', () => owntracks(location({ lat: 1e9 })), 200],
    ],
  },
  Traccar: {
    good: (ref) => traccar(position(ref)),
    status: 202,
    kept: units,
    rows: [
      ['not UTF-8', () => traccar(NOT_UTF8), 400],
      ['not JSON', () => traccar('{'), 400],
      ['10 MB', () => traccar(JSON.stringify({ a: 'x'.repeat(LARGE) })), 413],
      ['100 levels', () => traccar(deep), 422],
      ['__proto__', () => traccar('{"__proto__":{"device":{"uniqueId":"a"}}}'), 422],
      ['a unit that is no text', () => traccar(position(7)), 422],
      ['a unit with a NUL', () => traccar(position('a\0b')), 202],
      ['a unit of half a character', () => traccar(position('\ud800')), 202],
      ['a unit of marks alone', () => traccar(position(bidi)), 202],
      ['a time of text', () => traccar(position('sender', { fixTime: 'yesterday' })), 202],
      ['February 30th', () => traccar(position('sender', { fixTime: '2026-02-30T00:00:00Z' })), 202],
      ['swapped coordinates', () => traccar(position('sender', { latitude: 101.77, longitude: 36.61 })), 202],
    ],
  },
};

describe.each(Object.entries(channels))('by %s', (name, { good, status, kept, rows }) => {
  const [before, after] = ['before', 'after'].map((when) => `${when}${name.replaceAll(/\W/g, '')}`) as [string, string];

  test('what is bad is answered, and the good before and after it is kept once', async () => {
    expect((await send(good(before))).status).toBe(status);
    for (const [what, sent, wanted] of rows) {
      const answer = await send(sent());
      expect([wanted].flat(), `${what}: ${answer.text.slice(0, 200)}`).toContain(answer.status);
      if (answer.status >= 400) expect(answer.text, what).toMatch(/\S/);
    }
    await begunOnly(good('half'));
    expect((await send(good(after))).status).toBe(status);
    expect((await send(good(before))).status).toBeLessThan(300);
    const all = await kept();
    for (const ref of [before, after])
      expect(all.filter((one) => one.toLowerCase() === ref.toLowerCase())).toHaveLength(1);
    expect(all).not.toContain('half');
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

test('a photo that is none costs itself alone: an SVG called JPEG, 60,000 x 60,000 pixels, and rubbish beside a picture', async () => {
  const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#963' } })
    .jpeg()
    .toBuffer();
  const { status, text } = await send(cardTo(formOf({ ref: 'photos' }, svg, hugePng, picture), {}));
  const { leftOut } = JSON.parse(text) as { leftOut: { index: number; detail: string }[] };
  expect([status, leftOut.map(({ index }) => index)]).toEqual([201, [0, 1]]);
  expect(leftOut.every(({ detail }) => /\S/.test(detail))).toBe(true);
  const more = await send(cardTo(formOf({ ref: 'rubbish' }, Buffer.from('GIF89a'), Buffer.alloc(2000)), {}));
  expect(more.status).toBe(201);
});

test('a form of any texts is taken, or refused by its field, and never breaks the server', async () => {
  // A card of its own, and a proof for each: what is above a rate waits, and is answered like the rest.
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom('', ' ', '\0', '\ud800', bidi, '__proto__', 'a\r\nb', '"><script>', category),
  );
  const field = fc.constantFrom(
    'ref',
    'category',
    'description',
    'address',
    'name',
    'phone',
    'lat',
    'lon',
    'altcha',
    '__proto__',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(field, text), { maxLength: 8 }), async (fields) => {
      const form = new FormData();
      for (const [name, value] of fields) form.append(name, value);
      const answer = await send({ ...cardTo(form, {}), path: `/api/v1/cards/${spare}/reports` });
      expect([201, 400, 422], answer.text.slice(0, 300)).toContain(answer.status);
      expect(() => JSON.parse(answer.text)).not.toThrow();
    }),
    { numRuns: 60 },
  );
  const page = await (await fetch(`${app.url}/card/${spare}`)).text();
  const challenge = /data-challenge="([^"]*)"/.exec(page)![1]!.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  const last = await send({
    ...cardTo(formOf({ ref: 'last', altcha: await solve(challenge) }), {}),
    path: `/api/v1/cards/${spare}/reports`,
  });
  expect(last).toMatchObject({ status: 201 });
});
