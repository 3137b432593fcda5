import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { cleanJpeg } from '#server/desk/clean-jpeg.ts';
import { makeReport } from '../support/report.ts';
import { openHttpDay } from './http-day.ts';

const segment = (marker: number, body: string) => {
  const bytes = Buffer.from(body, 'latin1');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length + 2);
  return Buffer.concat([Buffer.from([0xff, marker]), length, bytes]);
};
const SOI = Buffer.from([0xff, 0xd8]);
const EOI = Buffer.from([0xff, 0xd9]);
const PLACE = 'GPSLatitude 36.6171';

/** Red above blue, wider than high. */
const striped = (width = 64, height = 32) =>
  sharp({ create: { width, height, channels: 3, background: 'red' } }).composite([
    { input: { create: { width, height: height / 2, channels: 3, background: 'blue' } }, gravity: 'south' },
  ]);
/** One colour, however large, in few bytes. */
const plainOf = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'gray' }, limitInputPixels: false });

/** The place in every segment that a JPEG can carry it in, in the tail of its own, and behind its end. */
function laden(jpeg: Buffer): Buffer {
  const markers = [0xe0, 0xe1, 0xe2, 0xed, 0xef, 0xfe, 0xf0, 0x02];
  const jfif = segment(0xe0, `JFIF\0\x01\x01\0\0\x01\0\x01\0\0${PLACE}`);
  const own = jpeg.subarray(0, 4).equals(Buffer.from([0xff, 0xd8, 0xff, 0xe0])) ? jpeg.readUInt16BE(4) + 4 : 2;
  return Buffer.concat([
    SOI,
    jfif,
    ...markers.map((marker) => segment(marker, `Exif\0\0${PLACE}`)),
    jpeg.subarray(own),
    Buffer.from(`<script>${PLACE}</script>`),
  ]);
}

let plain: Buffer;
beforeAll(async () => void (plain = await striped().jpeg().toBuffer()));

async function cleaned(bytes: Uint8Array): Promise<Buffer> {
  const photo = await cleanJpeg(bytes);
  if (!photo.ok) throw new Error(photo.refusal.detail);
  return Buffer.from(photo.value);
}
/** Red, green and blue of the first pixel. */
const firstPixel = async (jpeg: Uint8Array) => [...(await sharp(jpeg).raw().toBuffer())].slice(0, 3);

describe('a photo', () => {
  test('keeps its picture and loses where, when and with what it was taken, wherever that stood', async () => {
    const photo = await cleaned(laden(plain));
    expect(photo.includes('GPS')).toBe(false);
    expect(photo.subarray(-2)).toEqual(EOI);
    expect(await sharp(photo).metadata()).toMatchObject({ format: 'jpeg', width: 64, height: 32 });
    expect((await sharp(photo).metadata()).exif).toBeUndefined();
    const [red, , blue] = await firstPixel(photo);
    expect(red! - blue!).toBeGreaterThan(150);
  });

  test('stands upright, since nobody can tell any more how the camera was held', async () => {
    const held = await striped().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const photo = await cleaned(held);
    expect(await sharp(photo).metadata()).toMatchObject({ width: 32, height: 64 });
    const [red, , blue] = await firstPixel(photo);
    expect(blue! - red!).toBeGreaterThan(150);
  });

  test('of several scans is read as well, and the same bytes give the same picture', async () => {
    const progressive = await striped().jpeg({ progressive: true }).toBuffer();
    const [once, twice] = await Promise.all([cleaned(progressive), cleaned(progressive)]);
    expect(once).toEqual(twice);
  });

  test('cut anywhere is refused, and never kept in part', async () => {
    const within = [100, 200, 300].filter((length) => length < plain.length - 2);
    const lengths = [...Array(20).keys(), ...within, plain.length >> 1, plain.length - 40];
    for (const length of lengths)
      expect(await cleanJpeg(plain.subarray(0, length)), `${length} bytes`).toMatchObject({ ok: false });
  });

  test('of more pixels than any phone makes is refused before it is painted, and says how many', async () => {
    const wall = await plainOf(12_000, 12_000).jpeg({ quality: 1 }).toBuffer();
    expect(wall.length).toBeLessThan(2_000_000);
    const photo = await cleanJpeg(wall);
    expect(photo).toMatchObject({ ok: false, refusal: { why: 'too-many-pixels' } });
    if (!photo.ok) expect(photo.refusal.detail).toContain('12000 x 12000');
  });

  test.each([
    ['a page in disguise', () => Buffer.from('<html><script>alert(1)</script></html>')],
    ['a page behind the first bytes of a JPEG', () => Buffer.concat([SOI, Buffer.from('<html>')])],
    ['nothing but a wrapper', () => Buffer.concat([SOI, segment(0xe1, PLACE), EOI])],
    ['a drawing', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>')],
    ['a PNG', () => striped().png().toBuffer()],
  ])('that is %s is refused', async (_what, make) => {
    expect(await cleanJpeg(await make())).toMatchObject({ ok: false, refusal: { why: 'no-jpeg' } });
  });
});

describe('photos over HTTP', () => {
  const setUp = async () => {
    const day = await openHttpDay();
    const { cookie } = await day.app.signIn({ role: 'officer' });
    const url = `${day.app.url}/api/v1/photos`;
    const send = (body: Buffer, type = 'image/jpeg', headers: Record<string, string> = { cookie }) =>
      fetch(url, { method: 'POST', headers: { ...headers, 'content-type': type }, body: new Uint8Array(body) });
    return { day, cookie, url, send };
  };

  test('are kept clean under their digest, shown as nothing but a picture, and every look is on record', async () => {
    const { day, cookie, url, send } = await setUp();
    const answer = await send(laden(plain));
    expect(answer.status).toBe(201);
    const { id } = (await answer.json()) as { id: string };
    const shown = await fetch(`${url}/${id}`, { headers: { cookie } });
    expect(shown.status).toBe(200);
    expect(shown.headers.get('content-type')).toBe('image/jpeg');
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
    expect(shown.headers.get('cache-control')).toMatch(/^private/);
    const bytes = Buffer.from(await shown.arrayBuffer());
    expect(bytes.includes('GPS')).toBe(false);
    expect(id).toBe(createHash('sha256').update(bytes).digest('hex'));
    const [look] = await day.app.store.records.about('audit', { limit: 1 });
    expect(look).toMatchObject({ kind: 'audit.looked', what: 'photo', id });
  });

  test('that were kept as they came are painted anew before anybody sees them, once, and keep their id', async () => {
    const { day, cookie, url, send } = await setUp();
    const { store } = day.app;
    const old = laden(plain);
    const id = createHash('sha256').update(old).digest('hex');
    await store.drawers.put('photo', id, old);
    const look = async (of = id) => fetch(`${url}/${of}`, { headers: { cookie } });
    const shown = Buffer.from(await (await look()).arrayBuffer());
    expect(shown.includes('GPS')).toBe(false);
    expect(await sharp(shown).metadata()).toMatchObject({ format: 'jpeg', width: 64, height: 32 });
    expect(Buffer.from((await store.drawers.get('photo', id)) as Uint8Array)).toEqual(shown);
    expect(await store.verify()).toMatchObject({ ok: true });

    const puts = async () => (await store.records.about('audit', { limit: 50 })).length;
    const before = [store.log.place().seq, await puts()];
    expect(Buffer.from(await (await look()).arrayBuffer())).toEqual(shown);
    // Nothing is kept anew, and the look within a minute is the same look.
    expect([store.log.place().seq, await puts()]).toEqual(before);
    const { id: fresh } = (await (await send(plain)).json()) as { id: string };
    const kept = store.log.place().seq;
    await look(fresh);
    expect(store.log.place().seq).toBe(kept + 1);
  });

  test('that were kept as they came and cannot be painted are shown to nobody', async () => {
    const { day, cookie, url } = await setUp();
    const page = Buffer.from('<html><script>alert(1)</script></html>');
    const id = createHash('sha256').update(page).digest('hex');
    await day.app.store.drawers.put('photo', id, page);
    expect((await fetch(`${url}/${id}`, { headers: { cookie } })).status).toBe(422);
  });

  test('that are too large, of another type, cut or disguised are refused', async () => {
    const { send } = await setUp();
    expect((await send(Buffer.concat([plain, Buffer.alloc(2_200_000)]))).status).toBe(413);
    expect((await send(plain, 'image/png')).status).toBe(415);
    expect((await send(plain.subarray(0, 60))).status).toBe(422);
    expect((await send(Buffer.from('<html></html>'))).status).toBe(422);
    expect((await send(Buffer.alloc(0))).status).toBeGreaterThanOrEqual(415);
    expect((await send(await plainOf(12_000, 12_000).jpeg({ quality: 1 }).toBuffer())).status).toBe(413);
  });

  test('are neither sent nor seen by analysts, walls and strangers, and ids that are none are unknown', async () => {
    const { day, cookie, url, send } = await setUp();
    const { id } = (await (await send(plain)).json()) as { id: string };
    const analyst = await day.app.signIn({ role: 'analyst' });
    const program = { authorization: `Bearer ${await day.app.addView('admin')}` };
    for (const [headers, status] of [
      [{ cookie: analyst.cookie }, 403],
      [program, 403],
      [{}, 401],
    ] as const) {
      expect((await fetch(`${url}/${id}`, { headers })).status).toBe(status);
      expect((await send(plain, 'image/jpeg', headers)).status).toBe(status);
    }
    for (const wrong of ['0'.repeat(64), 'x', '..%2F..%2Fsecret'])
      expect((await fetch(`${url}/${wrong}`, { headers: { cookie } })).status).toBe(404);
  });

  test('are named in a report only once they are kept, whichever door it comes through', async () => {
    const { day, cookie, send } = await setUp();
    const { id } = (await (await send(plain)).json()) as { id: string };
    const source = { authorization: `Bearer ${await day.app.addSource('hotline')}` };
    const post = async (path: string, headers: Record<string, string>, body: object) => {
      const answer = await fetch(`${day.app.url}/api/v1/${path}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const said = await answer.json();
      return [answer.status, (said as { errors?: unknown }).errors];
    };
    const never = 'f'.repeat(64);
    const { category, location } = makeReport();
    const unknown = [422, [{ pointer: '/photo', detail: 'is not a photo that was kept' }]];
    expect(await post('incidents', source, makeReport({ photo: never }))).toEqual(unknown);
    expect(await post('reports', { cookie }, { ref: crypto.randomUUID(), category, location, photo: never })).toEqual(
      unknown,
    );
    expect((await post('incidents', source, makeReport({ photo: id })))[0]).toBe(201);
    expect((await post('reports', { cookie }, { ref: crypto.randomUUID(), category, location, photo: id }))[0]).toBe(
      201,
    );
  });

  test('that were never kept spoil no other report that comes with theirs', async () => {
    const { day } = await setUp();
    const answer = await fetch(`${day.app.url}/api/v1/incidents`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await day.app.addSource('hotline')}`, 'content-type': 'application/json' },
      body: JSON.stringify([makeReport(), makeReport({ photo: 'f'.repeat(64) }), makeReport()]),
    });
    expect(answer.status).toBe(207);
    expect((await answer.json()) as object).toMatchObject([{ status: 201 }, { status: 422 }, { status: 201 }]);
  });
});
