import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { AgencyAnswer } from '#data/contract/agency.ts';
import { skipAloud } from '../../support/aloud.ts';
import { startApp } from '../../support/app.ts';
import { bareEnv } from '../../support/bare-env.ts';
import { hasMosquitto, startBroker } from '../../support/network/mosquitto.ts';
import { spyOn } from '../../support/network/mqtt-spy.ts';
import { makePack } from '../../support/pack.ts';

const run = promisify(execFile);
const page = (name: string) => readFileSync(new URL(`../../../docs/connect/${name}.md`, import.meta.url), 'utf8');
const fence = (text: string, language: string, nth = 0) =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))][nth]![1]!;

/** The city of the tests has other categories than the one that the page was written for. */
const ofTests = (text: string) =>
  text
    .replaceAll(/public-security\/theft|hidden-danger\/manhole/g, makePack().categories.categories[0]!.id)
    .replaceAll('630102001001', 'd0s0c0');

const bash = async (line: string, env: Record<string, string>, cwd = process.cwd()) =>
  (await run('bash', ['-c', ofTests(line)], { env: { ...process.env, ...env }, cwd })).stdout;
/** What `curl -i` prints: the status and the body. */
const answered = (printed: string) => ({
  status: Number(/^HTTP\/1\.1 (\d+)/.exec(printed)![1]),
  body: JSON.parse(printed.split('\r\n\r\n').at(-1)!) as unknown,
});

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-lines-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs what the page shows, twice. */
async function shown(
  name: string,
  env: Record<string, string>,
): Promise<{ id: string; number: string; seq: number }[]> {
  const once = async () => JSON.parse(await bash(fence(page(name), 'sh'), env));
  return [await once(), await once()];
}

test('the line of the page on plain HTTP brings a report, and again the same one', async () => {
  const app = await startApp();
  onTestFinished(() => app.stop());
  const [first, again] = await shown('http', { URL: app.url, TOKEN: await app.addSource('hotline') });
  expect(Object.keys(first!).sort()).toEqual(expect.arrayContaining(['cell', 'id', 'number', 'seq']));
  expect(again!.id).toBe(first!.id);
});

test('the lines of the page on webhooks bring a report by the mapping that it shows', async () => {
  const app = await startApp();
  onTestFinished(() => app.stop());
  const { cookie } = await app.signIn({ role: 'admin' });
  const mapping = JSON.parse(ofTests(fence(page('webhooks'), 'json', 1))) as object;
  const answer = await fetch(`${app.url}/api/v1/agencies`, {
    method: 'POST',
    headers: { cookie, origin: app.url, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'waterworks', label: 'Waterworks', mapping }),
  });
  const { secret } = (await answer.json()) as AgencyAnswer;
  const [first, again] = await shown('webhooks', { URL: app.url, SECRET: secret! });
  expect(again!.id).toBe(first!.id);
  expect(await app.store.incidents.get(first!.id)).toMatchObject({
    sourceRef: 'W-17',
    description: 'Water on the road',
  });
});

test.each([
  { name: 'owntracks', says: { status: 200, body: [] as unknown }, unit: 'PD-12' },
  { name: 'traccar', says: { status: 202, body: { accepted: 1, refused: [] } }, unit: 'Car-7' },
])('the lines of the page on $name make a token and bring a fix of $unit', async ({ name, says, unit }) => {
  const folder = makeFolder();
  const env = { ...bareEnv(), DATA_DIR: folder } as Record<string, string>;
  // The first start makes the store.
  await (await startApp({ folder })).stop();
  const TOKEN = (await bash(fence(page(name), 'sh'), env)).trim();
  const app = await startApp({ folder });
  onTestFinished(() => app.stop());
  const send = () => bash(fence(page(name), 'sh', 1), { URL: app.url, TOKEN });
  expect(answered(await send())).toEqual(says);
  expect(answered(await send())).toEqual(says);
  expect((await app.store.tracks.read(0, Infinity)).map((fix) => fix.unit)).toEqual([unit]);
});

test('the lines of the page on contact cards make one, print it, and bring a report with a photo', async () => {
  const app = await startApp();
  onTestFinished(() => app.stop());
  const folder = makeFolder();
  const env: Record<string, string> = { URL: app.url, SESSION: (await app.signIn({ role: 'admin' })).cookie };
  const [make, print] = fence(page('card'), 'sh').trim().split('\n');
  const { items } = JSON.parse(await bash(make!, env)) as { items: { code: string }[] };
  await bash(print!, env, folder);
  expect(readFileSync(join(folder, 'cards.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  const picture = sharp({ create: { width: 60, height: 40, channels: 3, background: '#963' } });
  writeFileSync(join(folder, 'cover.jpg'), await picture.jpeg().toBuffer());
  const [asJson, asForm] = fence(page('card'), 'sh', 1).split(/(?=curl )/);
  const send = async (line: string) => answered(await bash(line, { ...env, CODE: items[0]!.code }, folder));
  const first = await send(asJson!);
  expect(first).toMatchObject({ status: 201, body: { state: 'taken', number: expect.any(String) } });
  expect(await send(asJson!)).toEqual(first);
  expect(await send(asForm!)).toMatchObject({ status: 201, body: { state: 'taken' } });
  const kept = await app.store.incidents.list({ source: 'card' }, { limit: 10 });
  expect(kept.items.map(({ photo }) => photo !== undefined).sort()).toEqual([false, true]);
});

test('the lines of the page on MQTT give each device rights of its own at a broker, and bring its fix', async ({
  skip,
}) => {
  if (!hasMosquitto) return skipAloud(skip, 'mosquitto and mosquitto_pub are not there');
  const conf = fence(page('mqtt'), 'conf');
  const acl = fence(page('mqtt'), 'conf', 1);
  const folder = makeFolder();
  const passwords = join(folder, 'passwords');
  writeFileSync(passwords, '');
  for (const [i, name] of ['watchfloor', 'PD-12', 'PD-13'].entries())
    await run('mosquitto_passwd', ['-b', ...(i === 0 ? ['-c'] : []), passwords, name, `secret of ${name}`]);
  // Without what only the page's own machine has: a certificate, a port, a folder.
  const lines = conf.split('\n').filter((line) => /^(password_file|acl_file|message_size_limit)/.test(line));
  expect(lines).toHaveLength(3);
  const broker = await startBroker({
    config: lines.join('\n').replaceAll('/etc/mosquitto', '%'),
    files: { passwords: readFileSync(passwords, 'utf8'), acl },
  });
  const spy = await spyOn(broker.port);
  const app = await startApp({
    mqttUrl: spy.url.replace('//', `//watchfloor:${encodeURIComponent('secret of watchfloor')}@`),
  });
  onTestFinished(async () => {
    await app.stop();
    spy.close();
    await broker.remove();
  });
  app.channels.start();
  await vi.waitFor(() => expect(spy.hears()).toBe(true), { timeout: 10_000 });
  const { promise: acknowledged, resolve } = Promise.withResolvers<string>();
  spy.onReceipt(({ topic }) => resolve(topic));
  const line = fence(page('mqtt'), 'sh').trim();
  const as = (name: string) => `${line} -p ${broker.port} -u ${name} -P 'secret of ${name}'`;
  // The broker takes it from another device, and drops it.
  await bash(as('PD-13'), {});
  await bash(as('PD-12'), {});
  expect(await acknowledged).toBe('watchfloor/v1/positions/PD-12');
  expect((await app.store.tracks.read(0, Infinity)).map(({ unit }) => unit)).toEqual(['PD-12']);
  await expect(bash(`${line} -p ${broker.port} -u PD-12 -P wrong`, {})).rejects.toThrow();
});

test('the lines of the page on files look at one, try it and list what was imported', async () => {
  const app = await startApp();
  onTestFinished(() => app.stop());
  const { cookie } = await app.signIn({ role: 'admin' });
  const folder = makeFolder();
  const line = async (nth: number) =>
    JSON.parse(await bash(fence(page('files'), 'sh', nth), { URL: app.url, COOKIE: cookie }, folder)) as unknown;
  expect(await line(0)).toMatchObject({ mapping: { source: 'cases', key: ['id'] } });
  expect(await line(1)).toMatchObject({
    report: { dryRun: true, rows: 2, taken: 1, refused: { 'unreadable-time': { count: 1, lines: [3] } } },
    refusedCsv: expect.stringMatching(/^line,reason,id,when,lon,lat,kind\r\n3,unreadable-time,8,never/),
  });
  expect(await line(2)).toEqual({ items: [] });
});
