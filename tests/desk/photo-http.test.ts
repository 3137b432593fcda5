import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { cleanJpeg } from '#server/desk/clean-jpeg.ts';
import { openHttpDay } from './http-day.ts';

const segment = (marker: number, body: Buffer | string) => {
  const bytes = Buffer.from(body as string, 'latin1');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length + 2);
  return Buffer.concat([Buffer.from([0xff, marker]), length, bytes]);
};
const SOI = Buffer.from([0xff, 0xd8]);
const EOI = Buffer.from([0xff, 0xd9]);
const jfif = segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\0\0');
const frame = (width = 8, height = 8) =>
  segment(0xc0, Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]));
const tables = Buffer.concat([segment(0xdb, Buffer.alloc(65, 1)), segment(0xc4, Buffer.alloc(20, 1))]);
const scan = Buffer.concat([segment(0xda, '\x01\x01\0\0\x3f\0'), Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd0, 4])]);
const exif = segment(0xe1, 'Exif\0\0GPSLatitude 36.6171');
const plain = Buffer.concat([SOI, jfif, tables, frame(), scan, EOI]);

describe('a photo', () => {
  test('keeps its picture and loses where, when and with what it was taken', () => {
    const extras = [exif, segment(0xe2, 'ICC_PROFILE'), segment(0xed, 'Photoshop'), segment(0xfe, 'a comment')];
    const thumbnail = segment(0xe0, 'JFXX\0thumbnail');
    const laden = Buffer.concat([SOI, jfif, thumbnail, ...extras, tables, frame(), scan, segment(0xfe, 'late'), EOI]);
    const cleaned = cleanJpeg(Buffer.concat([laden, Buffer.from('<script>after the end</script>')]));
    expect(cleaned).toEqual({ ok: true, value: plain });
  });

  test('of several scans, with fill bytes before its markers, is read to its end', () => {
    const progressive = [SOI, jfif, tables, frame(), scan, exif, Buffer.from([0xff, 0xff]), tables, scan, EOI];
    const cleaned = cleanJpeg(Buffer.concat(progressive));
    expect(cleaned).toEqual({ ok: true, value: Buffer.concat([SOI, jfif, tables, frame(), scan, tables, scan, EOI]) });
  });

  test('cut anywhere is refused, and never kept in part', () => {
    for (let length = 0; length < plain.length; length++)
      expect(cleanJpeg(plain.subarray(0, length)), `${length} bytes`).toMatchObject({ ok: false });
  });

  test.each([
    ['a page in disguise', Buffer.from('<html><script>alert(1)</script></html>')],
    ['a page behind the first bytes of a JPEG', Buffer.concat([SOI, Buffer.from('<html>')])],
    ['nothing but a wrapper', Buffer.concat([SOI, exif, EOI])],
    ['a frame without a scan', Buffer.concat([SOI, frame(), EOI])],
    ['a claim to be a wall', Buffer.concat([SOI, tables, frame(60_000, 60_000), scan, EOI])],
    ['no width', Buffer.concat([SOI, tables, frame(0), scan, EOI])],
  ])('that is %s is refused', (_what, bytes) => {
    expect(cleanJpeg(bytes).ok).toBe(false);
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
    const answer = await send(Buffer.concat([SOI, jfif, exif, tables, frame(), scan, EOI]));
    expect(answer.status).toBe(201);
    const { id } = (await answer.json()) as { id: string };
    expect(id).toBe(createHash('sha256').update(plain).digest('hex'));
    const shown = await fetch(`${url}/${id}`, { headers: { cookie } });
    expect(shown.status).toBe(200);
    expect(shown.headers.get('content-type')).toBe('image/jpeg');
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
    expect(shown.headers.get('cache-control')).toMatch(/^private/);
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(plain);
    const [look] = await day.app.store.records.about('audit', { limit: 1 });
    expect(look).toMatchObject({ kind: 'audit.looked', what: 'photo', id });
  });

  test('that are too large, of another type, cut or disguised are refused', async () => {
    const { send } = await setUp();
    expect((await send(Buffer.concat([plain, Buffer.alloc(2_200_000)]))).status).toBe(413);
    expect((await send(plain, 'image/png')).status).toBe(415);
    expect((await send(plain.subarray(0, 60))).status).toBe(422);
    expect((await send(Buffer.from('<html></html>'))).status).toBe(422);
    expect((await send(Buffer.alloc(0))).status).toBeGreaterThanOrEqual(415);
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
});
