import { connect } from 'node:net';
import * as fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { AgencyAnswer } from '#data/contract/agency.ts';
import type { AreaId } from '#data/contract/ids.ts';
import type { Problem } from '#data/contract/problem.ts';
import { createReportMapper } from '#server/import/map-report.ts';
import { startApp, type RunningApp } from '../../support/app.ts';
import { makePack } from '../../support/pack.ts';
import { inPack } from '../../support/report.ts';
import { channelPasses, keptReports, type Told } from './kit.ts';
import { signed } from './signed.ts';

const category = makePack().categories.categories[0]!.id;
const mapping = {
  when: { columns: 'case.opened', format: 'iso' },
  where: { lon: 'case.place.lon', lat: 'case.place.lat' },
  category: { column: 'case.kind', exact: { leak: category } },
  key: ['case.no'],
  title: 'case.kind',
  description: ['case.text', 'case.more'],
  contact: { name: 'caller.name', phone: 'caller.phone' },
};
const told = (no: string, over: object = {}) => ({
  case: {
    no,
    kind: 'leak',
    opened: '2026-03-04T06:00:00Z',
    place: { lon: inPack[0], lat: inPack[1] },
    text: 'Water 漏水',
    ...over,
  },
  caller: { name: 'Li', phone: '13912345678' },
});

async function addAgency(app: RunningApp, name: string, how: object = mapping) {
  const { cookie } = await app.signIn({ role: 'admin' });
  const ask = (path: string, body: object, by = cookie) =>
    fetch(`${app.url}/api/v1/agencies${path}`, {
      method: 'POST',
      headers: { cookie: by, origin: app.url, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const answer = await ask('', { name, label: 'Waterworks', mapping: how });
  const { secret = '' } = (await answer.json()) as AgencyAnswer;
  return { ask, status: answer.status, secret };
}

const post = (app: RunningApp, name: string, body: string | Buffer, headers: Record<string, string>) =>
  fetch(`${app.url}/api/v1/webhooks/${name}`, { method: 'POST', headers, body: body as BodyInit });

channelPasses('webhooks', {
  async connect(app) {
    const { secret } = await addAgency(app, 'waterworks');
    const send = async (ref: string, over: object): Promise<Told> => {
      const body = JSON.stringify(told(ref, over));
      const answer = await post(app, 'waterworks', body, signed(body, { id: `msg-${ref}`, secret }));
      if (answer.ok) return 'acknowledged';
      return answer.status === 503 ? 'again' : { refused: JSON.stringify(((await answer.json()) as Problem).errors) };
    };
    return { good: (ref) => send(ref, {}), bad: (ref) => send(ref, { kind: 'parade' }) };
  },
  kept: (store) => keptReports(store, 'waterworks'),
});

describe('a webhook', () => {
  /** An agency, and how it sends what it likes. */
  async function begin(how: object = mapping) {
    const app = await startApp();
    onTestFinished(() => app.stop());
    const { secret, ask } = await addAgency(app, 'waterworks', how);
    let sent = 0;
    const send = async (
      body: unknown,
      { headers: more, ...over }: { id?: string; secret?: string; at?: number; headers?: Record<string, string> } = {},
    ) => {
      const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
      const headers = { ...signed(text, { id: `msg-${++sent}`, secret, ...over }), ...more };
      const answer = await post(app, 'waterworks', text, headers);
      return { status: answer.status, said: (await answer.json()) as Problem & { id?: string } };
    };
    const refs = () => keptReports(app.store, 'waterworks');
    const reasons = async () => (await app.store.letters.list({}, { limit: 50 })).items.map(({ reason }) => reason);
    return { app, secret, ask, send, refs, reasons };
  }

  test('becomes a report of the agency, as the mapping says', async () => {
    const { app, send } = await begin();
    const { status, said } = await send(told('A 1'));
    expect(status).toBe(201);
    const row = (await app.store.incidents.get(said.id!))!;
    expect(row).toMatchObject({
      source: 'waterworks',
      sourceRef: 'A 1',
      category,
      title: 'leak',
      description: 'Water 漏水',
      location: inPack,
      reportedAt: Date.parse('2026-03-04T06:00:00Z'),
      contact: { sealed: expect.any(String) },
    });
    expect(JSON.stringify(row)).not.toContain('13912345678');
  });

  test('that comes again is known: by the key of its case, else by its webhook-id', async () => {
    const { send, refs } = await begin();
    expect((await send(told('a'), { id: 'x' })).status).toBe(201);
    expect((await send(told('a'), { id: 'x' })).status).toBe(200);
    expect((await send(told('a', { text: 'More water' }), { id: 'y' })).said).toMatchObject({
      updated: ['description'],
    });
    expect(await refs()).toEqual(['a']);
    const { key: _key, ...unkeyed } = mapping;
    const other = await begin(unkeyed);
    expect((await other.send(told('a'), { id: 'x' })).status).toBe(201);
    expect((await other.send(told('a'), { id: 'x' })).status).toBe(200);
    expect(await other.refs()).toEqual(['x']);
  });

  test('that is forged, altered, old, from the future or of nobody is 401 in the same words, and leaves nothing', async () => {
    const { app, secret, send, refs, reasons } = await begin();
    const now = Math.floor(Date.now() / 1000);
    const body = JSON.stringify(told('a'));
    const right = signed(body, { secret });
    const answers = [
      await send(body, { secret: `whsec_${Buffer.alloc(32).toString('base64')}` }),
      await send(body, { at: now - 301 }),
      await send(body, { at: now + 360 }),
      await send(body, { headers: { 'webhook-id': 'another' } }),
      await send(body, { headers: { 'webhook-timestamp': 'yesterday' } }),
      await send(body, { headers: { 'webhook-signature': '' } }),
      await send(body, { headers: { 'webhook-signature': 'v1' } }),
      await send(body, { headers: { 'webhook-signature': right['webhook-signature'].replace('v1,', 'v1a,') } }),
    ];
    const altered = await post(app, 'waterworks', body.replace('leak', 'peak'), right);
    const nobody = await post(app, 'gasworks', body, right);
    const bare = await post(app, 'waterworks', body, { 'content-type': 'application/json' });
    for (const answer of [altered, nobody, bare])
      answers.push({ status: answer.status, said: (await answer.json()) as Problem });
    expect(new Set(answers.map(({ status, said }) => `${status} ${said.detail}`)).size).toBe(1);
    expect(answers[0]!.status).toBe(401);
    expect([await refs(), await reasons()]).toEqual([[], []]);
    expect((await send(body)).status).toBe(201);
  });

  test('in any bad shape is answered by name, is kept for an administrator where it was signed, and spoils none beside it', async () => {
    const { send, refs, reasons, app } = await begin();
    expect((await send(told('before'))).status).toBe(201);
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    const matrix: [body: unknown, status: number, pointer?: string][] = [
      [Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 400],
      ['{"case":', 400],
      ['', 400],
      ['null', 422, '/case/opened'],
      ['[]', 422, '/case/opened'],
      [deep, 422, '/case/opened'],
      [told('b', { opened: 'soon' }), 422, '/case/opened'],
      [told('b', { opened: '2026-02-30T00:00:00Z' }), 422, '/case/opened'],
      [told('b', { opened: { at: 1 } }), 422, '/case/opened'],
      [told('b', { kind: 'parade' }), 422, '/case/kind'],
      [told('b', { kind: undefined }), 422, '/case/kind'],
      [told('b', { kind: ['leak'] }), 422, '/case/kind'],
      [told('b', { place: { lon: 'x', lat: 1 } }), 422, '/case/place/lon'],
      [told('b', { place: { lon: inPack[1], lat: inPack[0] } }), 422],
      [told('b', { no: null }), 422, '/case/no'],
      [told('x'.repeat(129)), 422, '/sourceRef'],
      [told('b\u0000'), 422, '/sourceRef'],
      [told('b\ud800'), 422, '/sourceRef'],
      [told('b', { text: 'x'.repeat(5000) }), 422, '/description'],
      [
        JSON.stringify({ ...told('b'), case: undefined }).replace(
          '{',
          '{"__proto__":{"case":{"no":"p","kind":"leak"}},',
        ),
        422,
        '/case/opened',
      ],
    ];
    for (const [i, [body, status, pointer]] of matrix.entries()) {
      const { status: answered, said } = await send(body);
      expect([i, answered]).toEqual([i, status]);
      if (pointer !== undefined) expect([i, said.errors?.[0]?.pointer]).toEqual([i, pointer]);
      expect(JSON.stringify(said)).not.toContain('parade');
    }
    // All but the one that is not even text: without that nobody can say whose words they are.
    expect((await reasons()).length).toBe(matrix.length - 1);
    const cleaned = await send(told('bidi', { text: 'a\u0000b \ud800 \u202e' }));
    expect(cleaned).toMatchObject({ status: 201, said: { cleaned: ['/description'] } });
    expect((await send(told('after'))).status).toBe(201);
    expect(await refs()).toEqual(['after', 'before', 'bidi']);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  });

  test('of another type, too large, or that never ends, is refused before it is read', async () => {
    const { app, secret, send, refs } = await begin();
    const body = JSON.stringify(told('a'));
    expect((await send(body, { headers: { 'content-type': 'text/plain' } })).status).toBe(415);
    expect((await send('x'.repeat(10_000_000))).status).toBe(413);
    // Half a body, and then nobody: it is not kept.
    const { port } = new URL(app.url);
    const headers = Object.entries(signed(body, { secret })).map(([name, value]) => `${name}: ${value}\r\n`);
    await new Promise<void>((done) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.end(
          `POST /api/v1/webhooks/waterworks HTTP/1.1\r\nhost: x\r\n${headers.join('')}content-length: ${Buffer.byteLength(body)}\r\n\r\n{"case`,
        );
      });
      socket.on('error', () => {}).on('close', () => done());
      socket.resume();
    });
    expect(await refs()).toEqual([]);
    expect((await send(body)).status).toBe(201);
  });
});

describe('an agency', () => {
  test('is registered by an administrator alone, with a mapping that can be read, and gets its secret once', async () => {
    const app = await startApp();
    onTestFinished(() => app.stop());
    const { status, secret, ask } = await addAgency(app, 'waterworks');
    expect([status, secret]).toEqual([201, expect.stringMatching(/^whsec_/)]);
    expect((await ask('', { name: 'waterworks', label: 'x', mapping })).status).toBe(409);
    const wrong = await ask('', {
      name: 'b',
      label: 'x',
      mapping: { ...mapping, when: { columns: 'a', format: 'QQ' } },
    });
    expect(await wrong.json()).toMatchObject({
      status: 422,
      errors: [{ pointer: expect.stringMatching(/^\/mapping\/when/) }],
    });
    for (const name of ['desk', 'phone', 'card'])
      expect(await (await ask('', { name, label: 'x', mapping })).json()).toMatchObject({
        status: 422,
        errors: [{ pointer: '/name' }],
      });
    const { cookie } = await app.signIn({ role: 'supervisor' });
    expect((await fetch(`${app.url}/api/v1/agencies`, { headers: { cookie } })).status).toBe(403);
    const admin = await app.signIn({ role: 'admin' });
    const list = await (await fetch(`${app.url}/api/v1/agencies`, { headers: { cookie: admin.cookie } })).text();
    expect(list).toContain('Waterworks');
    expect(list).not.toContain('secret');
    expect(String(await app.store.drawers.get('agency', 'waterworks'))).not.toContain(secret);
  });

  test('that has a new secret is not heard by the old one, that is removed by none, and neither is for who has a part of the city', async () => {
    const app = await startApp();
    onTestFinished(() => app.stop());
    const { secret, ask } = await addAgency(app, 'waterworks');
    const by = async (key: string) => {
      const body = JSON.stringify(told('a'));
      return (await post(app, 'waterworks', body, signed(body, { secret: key }))).status;
    };
    expect(await by(secret)).toBe(201);
    const renewed = (await (await ask('/waterworks/renew', {})).json()) as AgencyAnswer;
    expect([await by(secret), await by(renewed.secret!)]).toEqual([401, 200]);
    const district = await app.signIn({ role: 'admin', area: 'd0' as AreaId });
    for (const path of ['', '/waterworks/change', '/waterworks/renew', '/waterworks/remove'])
      expect((await ask(path, path === '' ? { name: 'b', label: 'B', mapping } : {}, district.cookie)).status).toBe(
        403,
      );
    expect((await ask('/waterworks/remove', {})).status).toBe(200);
    expect(await by(renewed.secret!)).toBe(401);
  });

  test('sees how a sample would be read, and nothing of it is kept', async () => {
    const app = await startApp();
    onTestFinished(() => app.stop());
    const { ask } = await addAgency(app, 'waterworks');
    const tried = await ask('/try', { mapping, sample: told('a') });
    expect(await tried.json()).toMatchObject({ report: { sourceRef: 'a', category, title: 'leak' } });
    const wrong = await ask('/try', { mapping, sample: told('a', { kind: 'x' }) });
    expect(await wrong.json()).toMatchObject({ errors: [{ pointer: '/sample/case/kind' }] });
    expect((await app.store.incidents.list({}, { limit: 9 })).items).toEqual([]);
  });
});

test('no record brings a mapping down, and what it reads is what it was told', () => {
  const made = createReportMapper(mapping, { timeZone: 'UTC', hasCategory: () => true });
  if (!made.ok) throw new Error('the mapping should be good');
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (record, ref) => {
      const read = made.value(record, ref);
      if (read.ok) expect(read.value).toMatchObject({ category });
      else expect(read.refusal.length).toBeGreaterThan(0);
    }),
  );
  fc.assert(
    fc.property(fc.jsonValue(), (mapping) => {
      const read = createReportMapper(mapping, { timeZone: 'UTC', hasCategory: () => false });
      expect(read.ok).toBe(false);
    }),
  );
});
