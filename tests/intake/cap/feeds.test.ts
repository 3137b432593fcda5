import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAlert } from '#server/intake/channels/cap/read/read-alert.ts';
import { readList } from '#server/intake/channels/cap/read/read-list.ts';
import { root } from '../../architecture/imports.ts';
import { startApp, type RunningApp } from '../../support/app.ts';
import { skippedUnless } from '../../support/aloud.ts';
import { capXml } from '../../support/cap-xml.ts';

const xsd = join(root, '../shared/data/protocols/cap/cap12.xsd');
const hasLint = spawnSync('xmllint', ['--version']).status === 0;

let app: RunningApp;
let cookie: string;
beforeAll(async () => {
  app = await startApp();
  ({ cookie } = await app.signIn({ role: 'supervisor' }));
});
afterAll(() => app.stop());

async function command(path: string, body: object) {
  const answer = await fetch(`${app.url}/api/v1/bulletins${path}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', origin: app.url },
    body: JSON.stringify(body),
  });
  const made = (await answer.json()) as { id: string; seq: number };
  await app.reached(app.store.log.place().seq);
  return { ...made, status: answer.status };
}
const both = {
  severity: 'Moderate',
  category: 'Infra',
  headlineZh: '胜利路 <停水> & 通知',
  headlineEn: 'Water off in Shengli Road <& side streets>',
  descriptionEn: 'Until the evening.',
  expires: Date.now() + 3600_000,
};
const get = (path: string, headers: Record<string, string> = {}) => fetch(`${app.url}${path}`, { headers });

test('what the centre announces is an alert with both languages, in a list that anybody may poll', async () => {
  const { id, status } = await command('', both);
  expect(status).toBe(201);
  const list = await get('/feeds/cap.atom');
  expect(list.headers.get('content-type')).toContain('application/atom+xml');
  const served = readList(Buffer.from(await list.arrayBuffer()));
  expect(served).toMatchObject({ ok: true, value: { is: 'list', links: [{ href: `/feeds/cap/${id}.xml` }] } });
  expect((await get('/feeds/cap.atom', { 'if-none-match': list.headers.get('etag')! })).status).toBe(304);
  const alert = await get(`/feeds/cap/${id}.xml`);
  expect(alert.headers.get('content-type')).toContain('application/cap+xml');
  expect(readAlert({ bytes: Buffer.from(await alert.arrayBuffer()), reach: [0, 0, 1, 1] })).toMatchObject({
    ok: true,
    value: {
      alert: {
        identifier: id,
        status: 'Actual',
        infos: [
          { language: 'zh-CN', headline: both.headlineZh, severity: 'Moderate', categories: ['Infra'] },
          { language: 'en', headline: both.headlineEn, description: both.descriptionEn },
        ],
      },
    },
  });
});

test('an update names what it replaces, and what is cancelled or another’s is in no list', async () => {
  const first = await command('', both);
  const second = await command(`/${first.id}/update`, { ...both, severity: 'Severe' });
  expect(second.id).not.toBe(first.id);
  expect((await get(`/feeds/cap/${first.id}.xml`)).status).toBe(404);
  expect(await (await get(`/feeds/cap/${second.id}.xml`)).text()).toMatch(
    new RegExp(`<msgType>Update</msgType>[^]*<references>centre@[^,]+,${first.id},`),
  );
  await command(`/${second.id}/cancel`, {});
  const token = await app.addSource('weather');
  const sent = await fetch(`${app.url}/api/v1/cap`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/cap+xml' },
    body: capXml({ info: { expires: '2036-11-30T20:00:00+08:00' } }),
  });
  expect(sent.status).toBe(201);
  await app.reached(app.store.log.place().seq);
  const list = await (await get('/feeds/cap.atom')).text();
  for (const { id } of [first, second, (await sent.json()) as { id: string }]) expect(list).not.toContain(id);
});

test('a bulletin without a word, without a future, or of an area that there is not is refused', async () => {
  expect(await command('', { ...both, headlineZh: undefined, headlineEn: undefined })).toMatchObject({ status: 422 });
  expect(await command('', { ...both, expires: 1 })).toMatchObject({ status: 422 });
  expect(await command('', { ...both, area: 'no-such' })).toMatchObject({ status: 422 });
});

const why = hasLint ? 'shared/data is not here' : 'xmllint is not here';
skippedUnless(hasLint && existsSync(xsd), 'alerts are valid against the XSD', why);
test.runIf(hasLint && existsSync(xsd))('alerts are valid against the XSD of CAP 1.2', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-cap-'));
  try {
    const { id } = await command('', { ...both, headlineZh: `\u{1f327} ${both.headlineZh}` });
    const file = join(folder, 'alert.xml');
    const lint = () => execFileSync('xmllint', ['--noout', '--schema', xsd, file], { stdio: 'pipe' });
    const text = await (await get(`/feeds/cap/${id}.xml`)).text();
    writeFileSync(file, text);
    lint();
    const next = await command(`/${id}/update`, both);
    writeFileSync(file, await (await get(`/feeds/cap/${next.id}.xml`)).text());
    lint();
    writeFileSync(file, text.replace('<scope>', '<colour/><scope>'));
    expect(lint).toThrow();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
