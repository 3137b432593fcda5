import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makePack } from '../../support/pack.ts';
import { startApp, type RunningApp } from '../../support/app.ts';
import { channelPasses, keptReports, type Told } from './kit.ts';

const SOURCE = 'hotline';
const category = makePack().categories.categories[0]!.id;
const code = category.replace('/', '.');
const good = { service_code: code, address_string: 'Shengli Road 5', description: 'a broken lamp' };

async function posted(url: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const body = new URLSearchParams(fields).toString();
  const type = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  const answer = await fetch(`${url}/open311/v2/requests.json`, {
    method: 'POST',
    headers: { ...type, ...headers },
    body,
  });
  return { status: answer.status, said: (await answer.json()) as Record<string, string>[] };
}

channelPasses('open311', {
  async connect(app) {
    const api_key = await app.addSource(SOURCE);
    const send = async (ref: string, isGood: boolean): Promise<Told> => {
      const fields = { api_key, ...good, ...(!isGood && { service_code: 'no.such' }) };
      const { status, said } = await posted(app.url, fields, { 'idempotency-key': ref });
      return status < 300 ? 'acknowledged' : status === 503 ? 'again' : { refused: said[0]!['description']! };
    };
    return { good: (ref) => send(ref, true), bad: (ref) => send(ref, false) };
  },
  kept: (store) => keptReports(store, SOURCE),
});

async function begin(): Promise<{ app: RunningApp; api_key: string; get: (path: string) => Promise<Response> }> {
  const app = await startApp();
  onTestFinished(() => app.stop());
  return {
    app,
    api_key: await app.addSource(SOURCE),
    get: (path) => fetch(`${app.url}/open311/v2/${path}`),
  };
}

describe('GeoReport v2', () => {
  test('answers discovery, services and their definition in XML and JSON, as the standard writes them', async () => {
    const { get } = await begin();
    const xml = await get('services.xml');
    expect(xml.headers.get('content-type')).toBe('text/xml; charset=utf-8');
    expect(await xml.text()).toMatch(
      new RegExp(
        `^<\\?xml version="1.0" encoding="utf-8"\\?>\\n<services><service><service_code>${code}</service_code><service_name>[^<]+</service_name><description>[^<]+</description><metadata>false</metadata><type>realtime</type><keywords>`,
      ),
    );
    const json = await get('services.json');
    expect(json.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(((await json.json()) as unknown[])[0]).toMatchObject({
      service_code: code,
      metadata: false,
      type: 'realtime',
    });
    expect(await (await get(`services/${code}.json`)).json()).toEqual({ service_code: code, attributes: [] });
    expect((await get('services/no.such.json')).status).toBe(404);
    expect(await (await get('discovery.json')).json()).toMatchObject({
      endpoints: [{ type: 'production', formats: ['text/xml', 'application/json'] }],
    });
    expect((await get('services.json?jurisdiction_id=elsewhere')).status).toBe(404);
    expect((await get('services.json?jurisdiction_id=')).status).toBe(200);
  });

  test('takes a request, gives its number and its key, and shows its words to its own source alone', async () => {
    const { app, api_key, get } = await begin();
    const text = 'a <b> & "c" \u0007';
    const { status, said } = await posted(app.url, {
      ...good,
      api_key,
      description: text,
      first_name: 'Ma',
      phone: '139',
    });
    expect(status).toBe(201);
    const { service_request_id: number, service_notice: notice } = said[0]!;
    const [, key] = /\/case\/[^?]+\?key=(.+)$/.exec(notice!)!;
    expect((await fetch(`${app.url}/api/v1/cases/${number}?key=${key}`)).status).toBe(200);
    const own = await (await get(`requests/${number}.xml?api_key=${api_key}`)).text();
    expect(own).toContain('<service_requests><request><service_request_id>');
    expect(own).toContain('<description>a &lt;b&gt; &amp; &quot;c&quot; </description>');
    expect(own).not.toContain('\u0007');
    for (const path of [`requests/${number}.xml`, 'requests.xml']) {
      const open = await (await get(path)).text();
      expect(open).not.toContain('&lt;b&gt;');
      expect(open).not.toContain('Shengli');
      expect(open).not.toMatch(/>Ma<|139/);
    }
    expect(await (await get(`tokens/${number}.json`)).json()).toEqual([{ service_request_id: number, token: number }]);
    expect((await get('requests/TT26-9999.json')).status).toBe(404);
  });

  test('filters by code, status, time and number, a page at a time', async () => {
    const { app, api_key, get } = await begin();
    for (let i = 0; i < 3; i++) await posted(app.url, { ...good, api_key });
    const many = async (query: string) =>
      ((await (await get(`requests.json?api_key=${api_key}&${query}`)).json()) as Record<string, string>[]).map(
        ({ service_request_id: id }) => id!,
      );
    const all = await many('');
    expect(all).toHaveLength(3);
    expect(await many('page_size=2&page=2')).toEqual(all.slice(2));
    expect(await many(`service_request_id=${all[1]},${all[0]}&status=closed`)).toEqual([all[1], all[0]]);
    expect(await many('status=closed')).toEqual([]);
    expect(await many(`service_code=no.such,${code}`)).toHaveLength(3);
    expect(await many('service_code=no.such')).toEqual([]);
    expect(await many('start_date=2020-01-01T00:00:00Z&end_date=2020-02-01T00:00:00Z')).toEqual([]);
  });

  test.each([
    [403, 'no key', { api_key: '' }],
    [403, 'a wrong key', { api_key: 'wf_nobody' }],
    [400, 'no service', { service_code: '' }],
    [404, 'an unknown service', { service_code: '__proto__' }],
    [400, 'no place', { address_string: '' }],
    [400, 'half a place', { lat: '36.6' }],
    [400, 'a place that is no number', { lat: 'north', long: '1e2' }],
    [400, 'a place outside the world', { lat: '136.6', long: '101.7' }],
    [400, 'an id of an address', { address_id: '7' }],
    [400, 'an attribute that nobody asks for', { 'attribute[x]': '1' }],
    [400, 'a parameter that nobody knows', { constructor: '1' }],
    [400, 'media that is no address', { media_url: 'javascript:alert(1)' }],
    [400, 'too long a text', { description: 'x'.repeat(4001) }],
    [404, 'another jurisdiction', { jurisdiction_id: 'elsewhere' }],
  ])('answers %i to %s, and keeps the good ones before and after it', async (status, _what, over) => {
    const { app, api_key } = await begin();
    await posted(app.url, { ...good, api_key }, { 'idempotency-key': 'before' });
    const bad = await posted(app.url, { ...good, api_key, ...(over as Record<string, string>) });
    expect(bad).toMatchObject({ status, said: [{ code: status, description: expect.stringMatching(/\S/) }] });
    await posted(app.url, { ...good, api_key }, { 'idempotency-key': 'after' });
    expect(await keptReports(app.store, SOURCE)).toEqual(['after', 'before']);
  });

  test('refuses bytes that are not UTF-8, what is given twice, other types, what is too large, and wrong queries', async () => {
    const { app, api_key, get } = await begin();
    const raw = async (body: string | Buffer, type = 'application/x-www-form-urlencoded') => {
      const answer = await fetch(`${app.url}/open311/v2/requests.xml`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: typeof body === 'string' ? body : new Uint8Array(body),
      });
      return [answer.status, await answer.text()] as const;
    };
    const form = `api_key=${api_key}&service_code=${code}&address_string=x`;
    expect((await raw(`${form}&description=%ff`))[0]).toBe(400);
    expect((await raw(Buffer.concat([Buffer.from(`${form}&description=`), Buffer.from([0xff])])))[0]).toBe(400);
    const [status, text] = await raw(`${form}&description=a&description=b`);
    expect([status, text]).toEqual([400, expect.stringContaining('<errors><error><code>400</code><description>')]);
    expect((await raw('{}', 'application/json'))[0]).toBe(400);
    expect((await raw('x'.repeat(10_000_000)))[0]).toBe(413);
    for (const query of [
      ...[
        'status=lost',
        'start_date=2026-02-30T00:00:00Z',
        'start_date=2026-01-01T00:00:00',
        'page=0',
        'page_size=1001',
      ],
      ...['start_date=2025-01-01T00:00:00Z&end_date=2026-01-01T00:00:00Z', 'status=open&status=closed', 'status=%ff'],
    ])
      expect((await get(`requests.json?${query}`)).status, query).toBe(400);
    expect(await keptReports(app.store, SOURCE)).toEqual([]);
  });

  test('is spoken by curl as its page says', async () => {
    const { app, api_key } = await begin();
    const page = readFileSync(join(import.meta.dirname, '../../../docs/connect/open311.md'), 'utf8');
    const lines = [...page.matchAll(/^```sh\n(curl [\s\S]*?)\n```$/gm)].map(([, line]) => line!);
    expect(lines).toHaveLength(3);
    for (const line of lines) {
      const { stdout } = await promisify(execFile)('sh', ['-c', line.replace('curl', 'curl -sf')], {
        env: { ...process.env, URL: app.url, TOKEN: api_key, CODE: code },
      });
      expect(stdout).toMatch(/service_code|service_request_id/);
    }
    expect(await keptReports(app.store, SOURCE)).toEqual(['call-42']);
  });
});
