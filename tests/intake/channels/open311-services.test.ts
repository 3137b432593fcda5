import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CatalogueService } from '#data/contract/catalogue.ts';
import type { Incident } from '#data/contract/incident.ts';
import { inPack } from '../../support/report.ts';
import { makePack } from '../../support/pack.ts';
import { startApp, type RunningApp } from '../../support/app.ts';

const made = makePack();
const category = made.categories.categories[0]!.id;
const service = CatalogueService.parse({
  id: 'permit',
  names: { en: 'Permit', zh: '许可' },
  description: { en: 'A permit.', zh: '办理许可。' },
  category,
  organisations: [made.organisations[0]!.id],
  promise: { amount: 40, unit: 'hours' },
  papers: [{ en: 'Identity card', zh: '身份证' }],
  attributes: [
    { code: 'purpose', type: 'string', required: true, names: { en: 'What for', zh: '用途' } },
    { code: 'pieces', type: 'number', names: { en: 'How many' } },
    { code: 'from', type: 'datetime', names: { en: 'From' } },
    { code: 'more', type: 'text', names: { en: 'More' } },
    {
      code: 'size',
      type: 'singlevaluelist',
      names: { en: 'Size' },
      values: [
        { key: 's', names: { en: 'Small', zh: '小' } },
        { key: 'l', names: { en: 'Large' } },
      ],
    },
    {
      code: 'days',
      type: 'multivaluelist',
      names: { en: 'Days' },
      values: [
        { key: 'mon', names: { en: 'Monday' } },
        { key: 'tue', names: { en: 'Tuesday' } },
      ],
    },
    { code: 'card', type: 'string', names: { en: 'Number of the card' }, personal: true },
  ],
});

let app: RunningApp;
let api_key: string;
beforeAll(async () => {
  app = await startApp({ pack: { ...made, catalogue: [service] } });
  api_key = await app.addSource('hotline');
});
afterAll(() => app?.stop());

const [long, lat] = inPack.map(String) as [string, string];
const good = { service_code: 'permit', lat, long, 'attribute[purpose]': 'A scaffold' };

async function posted(body: string): Promise<{ status: number; said: Record<string, string>[] }> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await fetch(`${app.url}/open311/v2/requests.json`, { method: 'POST', headers, body });
  return { status: answer.status, said: (await answer.json()) as Record<string, string>[] };
}
const form = (fields: Record<string, string>) => new URLSearchParams({ api_key, ...fields }).toString();
const get = (path: string, headers = {}) => fetch(`${app.url}/open311/v2/${path}`, { headers });
const kept = async () => (await app.store.incidents.list({}, { limit: 500 })).items.filter((row) => row.service);
const rowOf = async (number: string | undefined): Promise<Incident> =>
  (await kept()).find((row) => row.number === number)!;

describe('a service of the catalogue', () => {
  test('is among the services, with what it asks, in either language, in JSON and XML', async () => {
    const services = (await (await get('services.json')).json()) as { service_code: string; metadata: boolean }[];
    expect(services[0]).toMatchObject({ service_code: 'permit', service_name: 'Permit', metadata: true });
    expect(services).toHaveLength(made.categories.categories.length + 1);
    const definition = await (await get('services/permit.json', { 'accept-language': 'zh' })).json();
    expect(definition).toMatchObject({
      service_code: 'permit',
      attributes: [
        { variable: false, code: 'papers', order: 1, description: '所需材料：身份证' },
        { variable: true, code: 'purpose', datatype: 'string', required: true, order: 2, description: '用途' },
        {},
        {},
        {},
        {
          datatype: 'singlevaluelist',
          values: [
            { key: 's', name: '小' },
            { key: 'l', name: 'Large' },
          ],
        },
        {},
        {},
      ],
    });
    expect(await (await get('services/permit.xml')).text()).toContain(
      '<values><value><key>s</key><name>Small</name></value><value><key>l</key><name>Large</name></value></values>',
    );
  });

  test('is asked for with its attributes, promised by its own time, and read back by its code', async () => {
    const answers = { 'attribute[size]': 's', 'attribute[days][]': 'mon', 'attribute[card]': 'planted-card' };
    const { status, said } = await posted(`${form({ ...good, ...answers })}&attribute[days][]=tue`);
    expect(status).toBe(201);
    const number = said[0]!['service_request_id'];
    const row = await rowOf(number);
    expect(row).toMatchObject({
      category,
      service: 'permit',
      answers: [
        { code: 'purpose', values: ['A scaffold'] },
        { code: 'size', values: ['s'] },
        { code: 'days', values: ['mon', 'tue'] },
      ],
      due: { resolve: row.times.received + 40 * 3_600_000 },
    });
    expect(await (await get(`requests/${number}.json`)).json()).toMatchObject([
      { service_code: 'permit', service_name: 'Permit' },
    ]);
    const codes = async (code: string) =>
      ((await (await get(`requests.json?api_key=${api_key}&service_code=${code}`)).json()) as unknown[]).length;
    expect([await codes('permit'), await codes(category.replace('/', '.'))]).toEqual([1, 0]);
    // What says who they are is where the contact is: in no list, no snapshot, no request that others read.
    const boss = await app.signIn({ name: 'Ann' });
    const asked = async (path: string) => (await fetch(app.url + path, { headers: { cookie: boss.cookie } })).text();
    for (const path of [`/api/v1/incidents/${row.id}`, '/api/v1/snapshot', '/api/v1/incidents'])
      expect(await asked(path)).not.toContain('planted-card');
    expect(JSON.stringify(row)).not.toContain('planted-card');
    for (const path of [`requests/${number}.json`, `requests/${number}.json?api_key=${api_key}`, 'requests.json'])
      expect(await (await get(path)).text()).not.toMatch(/planted-card|scaffold/);
    expect(await asked(`/api/v1/incidents/${row.id}/contact`)).toContain('planted-card');
    // Taken on, it is asked of whoever does it, by when it is promised; whoever asked reads that.
    const headers = { cookie: boss.cookie, 'content-type': 'application/json' };
    await fetch(`${app.url}/api/v1/incidents/${row.id}/triage`, { method: 'POST', headers, body: '{}' });
    const after = await rowOf(number);
    expect(after.tasks).toMatchObject([
      { organisation: made.organisations[0]!.id, lead: true, state: 'asked', due: row.due.resolve },
    ]);
    const name = made.organisations[0]!.names.en;
    expect(await (await get(`requests/${number}.json`)).json()).toMatchObject([
      { status_notes: `${name} has been asked.`, agency_responsible: name },
    ]);
    const key = /key=(.+)$/.exec(said[0]!['service_notice']!)![1];
    const told = await (await fetch(`${app.url}/api/v1/cases/${number}?key=${key}`)).json();
    expect(told).toMatchObject({
      service: { id: 'permit', papers: [{ en: 'Identity card' }] },
      promised: row.due.resolve,
      steps: [{ step: 'received' }, { step: 'accepted' }, { step: 'asked', due: row.due.resolve }],
    });
  });

  test.each([
    ['what is required is missing', { 'attribute[purpose]': '' }, /^attribute: purpose is missing$/],
    ['it is blanks alone', { 'attribute[purpose]': ' \t ' }, /^attribute: purpose is missing$/],
    ['it is not asked', { 'attribute[colour]': 'red' }, /^attribute\[colour\]: is not asked/],
    ['it is a name of every object', { 'attribute[__proto__]': 'x' }, /^attribute\[__proto__\]: is not asked/],
    ['it is constructor', { 'attribute[constructor]': 'x' }, /^attribute\[constructor\]: is not asked/],
    ['its name nests', { 'attribute[a][b]': 'x' }, /parameter/],
    ['its name is empty', { 'attribute[]': 'x' }, /parameter/],
    ['a number is none', { 'attribute[pieces]': 'ten' }, /^attribute\[pieces\]: must be a number/],
    ['a number is without end', { 'attribute[pieces]': 'Infinity' }, /^attribute\[pieces\]: must be a number/],
    ['a number is a power', { 'attribute[pieces]': '1e9' }, /^attribute\[pieces\]: must be a number/],
    ['a day does not exist', { 'attribute[from]': '2026-02-30T00:00:00Z' }, /^attribute\[from\]: must be like/],
    ['a time has no zone', { 'attribute[from]': '2026-02-03T00:00:00' }, /^attribute\[from\]: must be like/],
    ['a value is none of the list', { 'attribute[size]': 'Small' }, /^attribute\[size\]: must be of the list/],
    ['one of several is none of the list', { 'attribute[days][]': 'sun' }, /^attribute\[days\]: must be of the list/],
    ['one value is asked and it is a list', { 'attribute[size][]': 's' }, null],
    ['a line is two', { 'attribute[purpose]': 'a\nb' }, /^attribute\[purpose\]: must be one line$/],
    ['a line is too long', { 'attribute[purpose]': 'x'.repeat(501) }, /^attribute\[purpose\]: must be at most 500/],
    ['what is personal is too long', { 'attribute[card]': 'x'.repeat(201) }, /^attribute\[card\]: must be at most 200/],
    ['a text is far too long', { 'attribute[more]': 'x'.repeat(2001) }, /attribute/],
  ])('refuses where %s, and says which attribute it is', async (_what, over, why) => {
    const before = (await kept()).length;
    const { status, said } = await posted(form({ ...good, ...(over as Record<string, string>) }));
    if (why === null) return expect(status).toBe(201);
    expect([status, said[0]!['description']]).toEqual([400, expect.stringMatching(why)]);
    expect(await kept()).toHaveLength(before);
  });

  test('refuses an attribute that is given twice or both as one and as a list, and what is not UTF-8', async () => {
    for (const more of [
      'attribute[size]=s&attribute[size]=l',
      'attribute[size]=s&attribute[size][]=l',
      'attribute[days][]=mon&attribute[days][]=mon',
      'attribute[more]=%ff',
      Array.from({ length: 31 }, (_, i) => `attribute[a${i}]=x`).join('&'),
    ])
      expect([more, (await posted(`${form(good)}&${more}`)).status]).toEqual([more, 400]);
  });

  test('takes text as every door does: halves and control characters are put right, marks of direction stay', async () => {
    const { status, said } = await posted(form({ ...good, 'attribute[purpose]': 'a\u0000b\u202ec' }));
    expect(status).toBe(201);
    expect((await rowOf(said[0]!['service_request_id'])).answers).toEqual([{ code: 'purpose', values: ['ab\u202ec'] }]);
  });

  test('is reported over plain HTTP as well, where every wrong field is pointed at', async () => {
    const headers = { authorization: `Bearer ${api_key}`, 'content-type': 'application/json' };
    let refs = 0;
    const send = async (over: object) => {
      const report = { source: 'hotline', sourceRef: `h${++refs}`, category, service: 'permit', ...over };
      const answer = await fetch(`${app.url}/api/v1/incidents`, {
        method: 'POST',
        headers,
        body: JSON.stringify(report),
      });
      return { status: answer.status, body: (await answer.json()) as { errors?: { pointer: string }[] } };
    };
    const purpose = { code: 'purpose', values: ['A scaffold'] };
    expect((await send({ answers: [purpose] })).status).toBe(201);
    const halves = { code: 'more', values: ['half \ud800 a character'] };
    expect(await send({ answers: [purpose, halves] })).toMatchObject({
      status: 201,
      body: { cleaned: ['/answers/1/values/0'] },
    });
    for (const [over, pointer] of [
      [{}, '/answers'],
      [{ answers: [] }, '/answers'],
      [{ answers: [purpose, { code: 'x', values: ['1'] }] }, '/answers/1'],
      [{ answers: [purpose, purpose] }, '/answers/1'],
      [{ answers: [{ code: 'purpose', values: [7] }] }, '/answers/0/values/0'],
      [{ answers: [{ code: 'purpose', values: [] }] }, '/answers/0/values'],
      [{ answers: [{ code: 'purpose', value: 'x' }] }, '/answers/0/values'],
      [{ answers: { purpose: 'x' } }, '/answers'],
      [{ answers: Array(31).fill(purpose) }, '/answers'],
      [{ service: 'none', answers: [purpose] }, '/service'],
      [{ service: undefined, answers: [purpose] }, '/answers'],
      [{ category: made.categories.categories[1]!.id, answers: [purpose] }, '/category'],
      [{ answers: [purpose], contact: { answers: [purpose] } }, '/contact'],
    ] as const)
      expect([over, await send(over)]).toEqual([
        over,
        {
          status: 422,
          body: expect.objectContaining({ errors: expect.arrayContaining([expect.objectContaining({ pointer })]) }),
        },
      ]);
  });
});
