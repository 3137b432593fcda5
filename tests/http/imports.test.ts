import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { Readable } from 'node:stream';
import writeXlsxFile from 'write-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportAnswer, ImportLook, ListedImport } from '#data/contract/import.ts';
import { receiveFile } from '#server/http/files/receive-file.ts';
import { toldAsItGoes } from '#server/http/files/told-as-it-goes.ts';
import { type RunningApp, startApp } from '../support/app.ts';
import { bomb } from '../import/sheets.ts';

let app: RunningApp;
let cookie: string;
beforeAll(async () => {
  app = await startApp();
  cookie = (await app.signIn({ role: 'admin' })).cookie;
});
afterAll(() => app.stop());

const mapping = (over: object = {}) => ({
  source: 'old-system',
  when: { columns: 'when', format: 'yyyy-MM-dd HH:mm' },
  category: { column: 'kind', exact: { theft: 'public-security/theft' } },
  key: ['id'],
  ...over,
});
const table = (...lines: string[]) => ['id,when,kind', ...lines].join('\n');
const good = (id: string) => `${id},2026-01-05 10:30,theft`;

type Texts = Record<string, string>;
function form(content: string | Buffer | null, texts: Texts, name = 'cases.csv'): FormData {
  const body = new FormData();
  for (const [key, text] of Object.entries(texts)) body.set(key, text);
  if (content !== null) body.set('file', new Blob([content as never]), name);
  return body;
}
function twoFiles(): FormData {
  const body = form('a,b', {});
  body.append('file', new Blob(['c,d']), 'other.csv');
  return body;
}
const post = (path: string, body: BodyInit, headers: Texts = {}) =>
  fetch(`${app.url}/api/v1/imports${path}`, { method: 'POST', headers: { cookie, ...headers }, body });
async function take(content: string, texts: Texts = {}, over: object = {}) {
  const answer = await post('', form(content, { mapping: JSON.stringify(mapping(over)), ...texts }));
  expect(answer.status).toBe(200);
  return (await answer.json()) as ImportAnswer;
}
const list = async () => {
  const answer = await fetch(`${app.url}/api/v1/imports`, { headers: { cookie } });
  return ((await answer.json()) as { items: ListedImport[] }).items;
};

describe('a file', () => {
  test('is looked at, tried, taken in once, listed with who brought it, and taken back', async () => {
    const content = table(good('1'), good('2'));
    const looked = (await (await post('/look', form(content, {}))).json()) as ImportLook;
    expect(looked.mapping).toMatchObject({ source: 'cases', key: ['id'] });
    expect(looked.rows.map(({ refusal }) => refusal)).toEqual([null, null]);

    expect((await take(content, { dryRun: 'true' })).report).toMatchObject({ dryRun: true, taken: 2 });
    expect(await list()).toEqual([]);
    const { report } = await take(content);
    expect(report).toMatchObject({ taken: 2, refused: {} });
    expect((await take(content)).report).toMatchObject({ taken: 0, refused: { known: { count: 2 } } });
    expect(await list()).toMatchObject([
      { import: report.import, file: 'cases.csv', cases: 2, by: { kind: 'person' }, withdrawn: null },
    ]);

    expect(await (await post(`/${report.import}/withdraw`, '')).json()).toEqual({ cases: 2, stay: 0 });
    expect(await list()).toMatchObject([{ import: report.import, withdrawn: { cases: 2, by: { kind: 'person' } } }]);
    expect((await post('/0123456789abcdef/withdraw', '')).status).toBe(404);
  });

  test('with a refused row brings nothing, and the row is shown with its reason', async () => {
    const content = table(good('3'), '4,never,theft');
    const held = await take(content);
    expect(held.report).toMatchObject({ held: true, taken: 1 });
    expect(held.refusedCsv).toBe('line,reason,id,when,kind\r\n3,unreadable-time,4,never,theft\r\n');
    expect((await take(content, { partly: 'true' })).report).toMatchObject({ held: false, taken: 1 });
  });

  test('may be told of as it goes, line by line', async () => {
    const content = table(...Array.from({ length: 3000 }, (_, i) => good(`told${i}`)));
    const answer = await post('', form(content, { mapping: JSON.stringify(mapping()) }), {
      accept: 'application/x-ndjson',
    });
    expect(answer.headers.get('content-type')).toMatch(/^application\/x-ndjson/);
    const lines = (await answer.text()).trim().split('\n').map((line) => JSON.parse(line) as object); // prettier-ignore
    expect(lines.at(-1)).toMatchObject({ answer: { report: { taken: 3000 } } });
    for (const line of lines.slice(0, -1)) expect(line).toEqual({ done: expect.any(Number), of: expect.any(Number) });
  });

  test('that cannot be used says so in the last line', async () => {
    const body = form('a,b\n1,2', { mapping: JSON.stringify(mapping()) });
    const answer = await post('', body, { accept: 'application/x-ndjson' });
    expect(JSON.parse(await answer.text())).toEqual({ why: expect.stringContaining('there is no column "when"') });
  });

  test('of a spreadsheet is taken as well', async () => {
    const sheet = await writeXlsxFile([
      [{ value: 'id' }, { value: 'when' }, { value: 'kind' }],
      [{ value: 's1' }, { value: new Date('2026-01-05T10:30:00Z'), format: 'yyyy-mm-dd hh:mm' }, { value: 'theft' }],
    ]).toBuffer();
    const over = { format: 'xlsx', when: { columns: 'when', format: 'iso' } };
    const body = form(sheet, { mapping: JSON.stringify(mapping(over)) }, 'cases.xlsx');
    expect(await (await post('', body)).json()).toMatchObject({ report: { taken: 1 } });
  });
});

describe('what cannot be used is answered, and changes nothing', () => {
  const json = JSON.stringify;
  test.each<[string, string, () => BodyInit, Texts, number, string]>([
    ['no form', '', () => '{}', { 'content-type': 'application/json' }, 415, 'multipart/form-data'],
    ['no boundary', '', () => 'x', { 'content-type': 'multipart/form-data' }, 400, 'cannot be read'],
    ['a form that is cut off', '', () => '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nabc', { 'content-type': 'multipart/form-data; boundary=x' }, 400, 'cannot be read'],
    ['no file', '', () => form(null, { mapping: json(mapping()) }), {}, 422, 'holds no file'],
    ['no mapping', '', () => form('a', {}), {}, 422, 'holds no mapping'],
    ['a mapping that is no JSON', '', () => form('a', { mapping: '{' }), {}, 422, 'wrong: /mapping'],
    ['two files', '/look', () => twoFiles(), {}, 422, 'more than one file'],
    ['a mapping of something else', '', () => form('a', { mapping: json({ source: 'x', colour: 'red' }) }), {}, 422, 'wrong'],
    ['a switch that is none', '', () => form('a', { mapping: json(mapping()), dryRun: 'perhaps' }), {}, 422, 'wrong: /dryRun'],
    ['bytes of no encoding that the mapping says', '', () => form(Buffer.from([0x69, 0xff, 0xfe, 0x0a]), { mapping: json(mapping()) }), {}, 422, 'bytes that are not UTF-8'],
    ['a ZIP bomb', '', () => form(bomb(64 * 1024 ** 2), { mapping: json(mapping({ format: 'xlsx' })) }), {}, 422, 'far more than it says'],
    ['a ZIP bomb to look at', '/look', () => form(bomb(64 * 1024 ** 2), {}), {}, 422, 'far more than it says'],
    ['one endless line', '', () => form(`id,when,kind\n"${'x'.repeat(10_000_000)}`, { mapping: json(mapping()) }), {}, 422, 'line 2: a quotation mark'],
  ])('%s', async (_, path, body, headers, status, detail) => {
    const { seq } = app.store.log.place();
    const answer = await post(path, body(), headers);
    const problem = (await answer.json()) as { detail: string };
    expect([answer.status, problem.detail]).toEqual([status, expect.stringContaining(detail)]);
    expect(app.store.log.place().seq).toBe(seq);
  }); // prettier-ignore

  test('a sender who hangs up in the middle leaves nothing behind, and the next is served', async () => {
    await new Promise<void>((resolve) => {
      const headers = { cookie, 'content-type': 'multipart/form-data; boundary=x', 'transfer-encoding': 'chunked' };
      const half = request(`${app.url}/api/v1/imports`, { method: 'POST', headers });
      half.once('error', () => resolve());
      half.once('close', () => resolve());
      half.write('--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nabc', () => half.destroy());
    });
    expect((await take(table(good('after')))).report.taken).toBe(1);
  });
});

test('two files at once are read, a third is not, and their places are free again', async () => {
  const senders = [1, 2, 3].map(() => {
    const headers = { cookie, 'content-type': 'multipart/form-data; boundary=x', 'transfer-encoding': 'chunked' };
    const sender = request(`${app.url}/api/v1/imports`, { method: 'POST', headers });
    sender.on('error', () => {});
    sender.write('--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nabc');
    return sender;
  });
  const answers = senders.map(async (sender) => (await once(sender, 'response')) as [IncomingMessage]);
  const [answer] = await Promise.any(answers);
  expect(answer.statusCode).toBe(429);
  for (const sender of senders) sender.destroy();
  const next = async () => {
    const body = form(table(good('next')), { mapping: JSON.stringify(mapping()), dryRun: 'true' });
    return (await post('', body)).status;
  };
  await expect.poll(next, { timeout: 10_000 }).toBe(200);
});

test('who leaves before the first line ends the work, and what it held is given back', async () => {
  let held = true;
  const lines = toldAsItGoes(
    (_progress, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(null))),
    () => ({}),
    async () => void (held = false),
  );
  await lines.return?.();
  expect(held).toBe(false);
});

test('a file that is larger than the limit is not written to its end', async () => {
  const head = '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n';
  let sent = 0;
  async function* body() {
    yield Buffer.from(head);
    for (; sent < 1000; sent++) yield Buffer.alloc(64 * 1024, 'x');
  }
  const received = await receiveFile(Readable.from(body()), 'multipart/form-data; boundary=x', 1024 * 1024);
  expect(received).toEqual({ ok: false, refusal: 'too-large' });
  expect(sent).toBeLessThan(200);
});
