import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startApp } from '../../support/app.ts';
import { administer } from './hook.ts';
import { soon } from '../soon.ts';

const page = readFileSync(new URL('../../../docs/connect/webhooks-out.md', import.meta.url), 'utf8');
const [, program = ''] = /```js\n(.*?)```/s.exec(page)!;

test('the receiver of the page on webhooks out verifies what it is told', async () => {
  const app = await startApp({ ownNetworks: ['127.0.0.1'] });
  app.channels.start();
  onTestFinished(() => app.stop());
  const { said, ask } = await administer(app);
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const { port } = probe.address() as AddressInfo;
  probe.close();
  const url = `http://127.0.0.1:${port}/`;
  const kinds = ['incident.reported'];
  const body = { name: 'desk', label: 'Desk', url, kinds, view: 'officer' };
  const { secret } = await said<{ secret: string }>('', body);
  const receiver = spawn(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...process.env, SECRET: secret, PORT: String(port) },
  });
  onTestFinished(() => void receiver.kill());
  let printed = '';
  receiver.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const tried = async () => (await said<{ tried: object }>('/desk/try', {})).tried;
  await soon(tried).toMatchObject({ ok: true, status: 204 });
  await soon(() => printed).toMatch(/^test_\w+ {"type":"watchfloor.test"/);
  await ask('/desk/renew', {});
  expect(await tried()).toMatchObject({ ok: false, status: 401 });
});
