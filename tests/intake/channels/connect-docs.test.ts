import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import type { AgencyAnswer } from '#data/contract/agency.ts';
import { startApp } from '../../support/app.ts';
import { makePack } from '../../support/pack.ts';

const run = promisify(execFile);
const page = (name: string) => readFileSync(new URL(`../../../docs/connect/${name}.md`, import.meta.url), 'utf8');
const fence = (text: string, language: string, nth = 0) =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))][nth]![1]!;

/** The city of the tests has other categories than the one that the page was written for. */
const ofTests = (text: string) => text.replaceAll('public-security/theft', makePack().categories.categories[0]!.id);

/** Runs what the page shows, twice. */
async function shown(
  name: string,
  env: Record<string, string>,
): Promise<{ id: string; number: string; seq: number }[]> {
  const line = ofTests(fence(page(name), 'sh'));
  const once = async () => JSON.parse((await run('bash', ['-c', line], { env: { ...process.env, ...env } })).stdout);
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
