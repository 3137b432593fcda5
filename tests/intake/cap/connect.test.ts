import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { promisify } from 'node:util';
import { root } from '../../architecture/imports.ts';
import { startApp, type RunningApp } from '../../support/app.ts';
import { skippedUnless } from '../../support/aloud.ts';

const page = readFileSync(join(root, 'docs/connect/cap.md'), 'utf8');
const lines = [...page.matchAll(/```sh\n([^]*?)```/g)].map(([, line]) => line!);
const hasCurl = spawnSync('curl', ['--version']).status === 0;

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

skippedUnless(hasCurl, 'the lines of docs/connect/cap.md', 'curl is not here');
test.runIf(hasCurl)('the lines of docs/connect/cap.md do what the page says', async () => {
  expect(lines).toHaveLength(2);
  const env = { ...process.env, URL: app.url, TOKEN: await app.addSource('weather') };
  const run = async (line: string) => (await promisify(execFile)('bash', ['-c', line], { env })).stdout;
  const told: unknown = JSON.parse(await run(lines[0]!));
  expect(told).toMatchObject({ is: 'issued', id: expect.stringMatching(/^b-/) as unknown, exercise: true });
  expect(JSON.parse(await run(lines[0]!))).toMatchObject({ id: (told as { id: string }).id });
  expect(await run(lines[1]!)).toContain('<feed xmlns="http://www.w3.org/2005/Atom">');
});
