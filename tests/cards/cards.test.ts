import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CardCode } from '#data/contract/card.ts';
import { type RunningApp, startApp } from '../support/app.ts';

let app: RunningApp;
let admin: Record<string, string>;
beforeAll(async () => {
  app = await startApp();
  admin = { cookie: (await app.signIn({ role: 'admin' })).cookie, 'content-type': 'application/json' };
});
afterAll(() => app.stop());

const post = (path: string, body: object, headers = admin) =>
  fetch(`${app.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
const get = (path: string) => fetch(`${app.url}${path}`, { headers: admin });
type Listed = { items: { code: CardCode; address: string; revoked?: number; place: object }[] };

describe('contact cards', () => {
  test('are made one for each place that has none, and carry a code that nobody guesses', async () => {
    const first = await post('/api/v1/cards', { area: 'd0s0', kind: 'community' });
    const made = (await first.json()) as Listed;
    expect([first.status, made.items.length]).toEqual([201, 2]);
    for (const { code, address } of made.items) {
      expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{20}$/);
      expect(address).toBe(`${app.url}/card/${code}`);
    }
    expect(new Set(made.items.map(({ code }) => code)).size).toBe(2);
    const again = (await (await post('/api/v1/cards', { area: 'd0', kind: 'community' })).json()) as Listed;
    expect(again.items).toHaveLength(2);
    const [record] = await app.store.records.about('audit', { limit: 1 });
    expect(record).toMatchObject({ kind: 'audit.cards-changed', what: 'made', where: 'd0', count: 2 });
  });

  test('that are revoked stay on the list, are printed no more, and make room for a new one', async () => {
    const { items } = (await (await get('/api/v1/cards?area=d1s0c0&kind=community')).json()) as Listed;
    expect(items).toEqual([]);
    const made = (await (await post('/api/v1/cards', { area: 'd1s0c0', kind: 'community' })).json()) as Listed;
    expect((await post(`/api/v1/cards/${made.items[0]!.code}/revoke`, {})).status).toBe(200);
    const after = (await (await get('/api/v1/cards?area=d1s0c0&kind=community')).json()) as Listed;
    expect(after.items[0]!.revoked).toBeTypeOf('number');
    expect((await get('/api/v1/cards/sheet?area=d1s0c0&kind=community')).status).toBe(404);
    const anew = (await (await post('/api/v1/cards', { area: 'd1s0c0', kind: 'community' })).json()) as Listed;
    expect(anew.items).toHaveLength(1);
  });

  test('are printed as SVG and as PDF, with no letter that wants a font', async () => {
    await post('/api/v1/cards', { area: 'd0s0c0', kind: 'primary' });
    const svg = await get('/api/v1/cards/sheet?area=d0s0c0&kind=primary&as=svg');
    expect(svg.headers.get('content-type')).toMatch(/^image\/svg\+xml/);
    const drawn = await svg.text();
    expect(drawn).toMatch(/^<svg [^>]*viewBox/);
    expect(drawn).not.toContain('<text');
    const pdf = await get('/api/v1/cards/sheet?area=d0s0c0&kind=primary');
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    const bytes = Buffer.from(await pdf.arrayBuffer());
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes.includes('/Font')).toBe(false);
  });

  test('are an administrator’s: nobody else reads a code', async () => {
    const { cookie } = await app.signIn({ role: 'supervisor' });
    const answer = await fetch(`${app.url}/api/v1/cards?area=d0&kind=community`, { headers: { cookie } });
    expect(answer.status).toBe(403);
  });

  test('are no more at once than a sheet can hold', async () => {
    const answer = await post('/api/v1/cards', { area: 'nowhere', kind: 'cell' });
    expect(answer.status).toBe(404);
  });
});
