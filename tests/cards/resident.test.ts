import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { solve } from '#client/card/solve.ts';
import { type RunningApp, startApp } from '../support/app.ts';

let app: RunningApp;
let admin: Record<string, string>;
let code: string;
beforeAll(async () => {
  app = await startApp();
  admin = { cookie: (await app.signIn({ role: 'admin' })).cookie, 'content-type': 'application/json' };
  const made = await fetch(`${app.url}/api/v1/cards`, {
    method: 'POST',
    headers: admin,
    body: JSON.stringify({ area: 'd0s0c0', kind: 'cell' }),
  });
  code = ((await made.json()) as { items: { code: string }[] }).items[0]!.code;
});
afterAll(() => app.stop());

const page = (path: string, headers = {}) => fetch(`${app.url}${path}`, { headers, redirect: 'manual' });
const category = 'public-security/theft';

async function altcha(): Promise<string> {
  const text = await (await page(`/card/${code}`)).text();
  const written = /data-challenge="([^"]*)"/.exec(text)![1]!;
  return solve(written.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
}

async function sendForm(fields: Record<string, string>, files: Uint8Array[] = [], accept = 'text/html') {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  for (const bytes of files)
    body.append('photos', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'photo.jpg');
  return fetch(`${app.url}/api/v1/cards/${code}/reports?lang=zh-CN`, {
    method: 'POST',
    body,
    headers: { accept, origin: app.url },
    redirect: 'manual',
  });
}
const jpeg = (seed: number) =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: { r: seed, g: 90, b: 20 } } })
    .withExif({ IFD0: { Copyright: 'somebody' } })
    .jpeg()
    .toBuffer();

describe('a contact card’s page', () => {
  test('is whole without a script, in both languages, and runs none of anybody’s', async () => {
    const zh = await page(`/card/${code}`, { 'accept-language': 'zh-CN' });
    expect(zh.status).toBe(200);
    expect(zh.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(zh.headers.get('cache-control')).toBe('no-store');
    const text = await zh.text();
    expect(text).toContain('反映问题');
    expect(text).not.toMatch(/<script(?![^>]* src=)|\son\w+=|style=/);
    expect(await (await page(`/card/${code}?lang=en`)).text()).toContain('Report a problem');
    const map = await page(`/card/${code}/map.svg`);
    expect([map.status, map.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8']);
  });

  test('of a code that is unknown or revoked says so, with 404', async () => {
    expect((await page('/card/0000000000000000000')).status).toBe(404);
    expect((await page(`/card/${'0'.repeat(20)}`)).status).toBe(404);
    const gone = await page('/card/%22%3E%3Cscript%3E');
    expect([gone.status, (await gone.text()).includes('<script')]).toEqual([404, false]);
  });
});

describe('a report from a card', () => {
  test('sent as a form is followed by its key, with its photos without what the camera wrote', async () => {
    const fields = { ref: 'form-1', category, description: '<b>井盖</b> 缺失', address: '', altcha: await altcha() };
    const sent = await sendForm(fields, [await jpeg(1), await jpeg(2), Buffer.from('<svg/>')]);
    expect(sent.status).toBe(303);
    const where = sent.headers.get('location')!;
    expect(where).toMatch(/^\/case\/.+\?key=[\w-]{20}&note=taken&left=out&lang=zh-CN$/);
    const followed = await page(where);
    const text = await followed.text();
    expect([followed.status, text.includes('谢谢')]).toEqual([200, true]);
    expect(followed.headers.get('referrer-policy')).toBe('no-referrer');
    const [row] = (await app.store.incidents.list({ source: 'card' }, { limit: 5 })).items;
    expect(row).toMatchObject({ description: '<b>井盖</b> 缺失', offMap: false, morePhotos: [expect.any(String)] });
    expect(row!.cell).toBeDefined();
    const photo = await app.store.drawers.get('photo', row!.photo!);
    expect((await sharp(photo as Uint8Array).metadata()).exif).toBeUndefined();
    // A double press is one report.
    const again = await sendForm(fields, [await jpeg(1)]);
    expect(new URL(again.headers.get('location')!, app.url).pathname).toBe(new URL(where, app.url).pathname);
    expect((await app.store.incidents.list({ source: 'card' }, { limit: 5 })).items).toHaveLength(1);
  });

  test('with a wrong key is as unknown as one that is not', async () => {
    const [row] = (await app.store.incidents.list({ source: 'card' }, { limit: 1 })).items;
    const [wrong, none] = [
      await page(`/case/${row!.number}?key=AAAAAAAAAAAAAAAAAAAA&lang=en`),
      await page('/case/XX26-999999?key=AAAAAAAAAAAAAAAAAAAA&lang=en'),
    ];
    expect([wrong.status, none.status]).toEqual([404, 404]);
    expect(await wrong.text()).toBe(await none.text());
  });

  test('that says nothing comes back as the form, with what was written', async () => {
    const back = await sendForm({ ref: 'form-2', category, description: '  ', name: '"><i>' });
    const text = await back.text();
    expect([back.status, back.headers.get('content-type')]).toEqual([422, 'text/html; charset=utf-8']);
    expect(text).toContain('请写明发生了什么');
    expect(text).toContain('value="&quot;&gt;&lt;i&gt;"');
  });

  test('without a proof of work waits for a person above a small rate, and its key works', async () => {
    const body = (n: number) => JSON.stringify({ ref: `json-${n}`, category, description: `report ${n}` });
    const send = (n: number) =>
      fetch(`${app.url}/api/v1/cards/${code}/reports`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: body(n),
      });
    const states: string[] = [];
    let last: { state: string; number: string; key: string; page: string } | undefined;
    for (let n = 0; n < 4; n++) {
      const answer = await send(n);
      expect(answer.status).toBe(201);
      last = (await answer.json()) as typeof last;
      states.push(last!.state);
    }
    expect(states).toEqual(['taken', 'taken', 'taken', 'waiting']);
    expect(last!.number).toMatch(/^W-/);
    expect(await (await page(`${last!.page}&lang=en`)).text()).toContain('Taken, and being looked at');
    const [head] = (await app.store.letters.list({ kind: 'quarantined', channel: 'card' }, { limit: 5 })).items;
    expect(head).toBeDefined();
  });

  test('that is out of shape is told by its field, and nothing else is hurt', async () => {
    const send = (body: string | Uint8Array<ArrayBuffer>, type = 'application/json') =>
      fetch(`${app.url}/api/v1/cards/${code}/reports`, { method: 'POST', headers: { 'content-type': type }, body });
    const good = { category, description: 'x' };
    const statuses = {
      notUtf8: (await send(new Uint8Array([0x7b, 0xff, 0x7d]))).status,
      broken: (await send('{')).status,
      unknown: (await send(JSON.stringify({ ...good, more: 1 }))).status,
      proto: (await send('{"__proto__":{"a":1},"category":"public-security/theft","description":"p"}')).status,
      noCategory: (await send(JSON.stringify({ ...good, category: 'no/such' }))).status,
      large: (await send(JSON.stringify({ ...good, description: 'x'.repeat(10_000_000) }))).status,
      noForm: (await send('not a form', 'multipart/form-data; boundary=x')).status,
      xml: (await send('<a/>', 'text/xml')).status,
      swapped: (await send(JSON.stringify({ ...good, location: { type: 'Point', coordinates: [48.19, 12.41] } })))
        .status,
    };
    expect(statuses).toMatchObject({
      notUtf8: 400,
      broken: 400,
      unknown: 422,
      noCategory: 422,
      large: 413,
      noForm: 400,
      xml: 415,
      swapped: 422,
    });
    expect([201, 422]).toContain(statuses.proto);
    const cleaned = await send(JSON.stringify({ ...good, ref: 'clean', description: 'a\u0000b\ud800' }));
    expect(((await cleaned.json()) as { cleaned?: string[] }).cleaned).toEqual(['/description']);
  });

  test('whose photo claims 60,000 x 60,000 pixels is taken without it', async () => {
    const header = Buffer.from('89504e470d0a1a0a0000000d494844520000ea600000ea600802000000', 'hex');
    const crc = Buffer.from('00000000', 'hex');
    const answer = await sendForm(
      { ref: 'png', category, description: 'a large picture', altcha: await altcha() },
      [Buffer.concat([header, crc])],
      'application/json',
    );
    const { leftOut } = (await answer.json()) as { leftOut?: { index: number }[] };
    expect([answer.status, leftOut?.map(({ index }) => index)]).toEqual([201, [0]]);
  });
});
