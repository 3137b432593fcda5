import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import pino from 'pino';
import { describe, expect, test } from 'vitest';
import { createSeal } from '#server/access/second-factor/seal.ts';
import { installationSecret } from '#server/access/secret.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { keptFolder } from './kept-folder.ts';
import { password, registered } from './registered.ts';
import { browserAt } from './provider/test-browser.ts';

const plain = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const codeNow = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate();
const kept = async (app: RunningApp, id: string) => String(await app.store.drawers.get('person', id));
/** All that the store has written. */
const bytesOf = (folder: string) =>
  ['watchfloor.db', 'watchfloor.db-wal'].map((name) => readFileSync(join(folder, name), 'latin1')).join();

describe('a seal', () => {
  const seal = createSeal('a'.repeat(64));

  test('gives back what it hid, to the same installation and for the same person only', () => {
    const hidden = seal.close(plain, 'p-1');
    expect(hidden).not.toContain(plain);
    expect(hidden).not.toBe(seal.close(plain, 'p-1'));
    expect(seal.open(hidden, 'p-1')).toBe(plain);
    expect(seal.open(hidden, 'p-2')).toBeNull();
    expect(createSeal('b'.repeat(64)).open(hidden, 'p-1')).toBeNull();
    for (const cut of [hidden.slice(0, -2), hidden.slice(0, 20), 'sealed1.']) expect(seal.open(cut, 'p-1')).toBeNull();
  });

  test('gives back what was kept plain as it is', () => {
    expect(seal.open(plain, 'p-1')).toBe(plain);
  });
});

test('what an authenticator is set up with is plain nowhere in the store', async () => {
  const folder = keptFolder();
  const app = await startApp({ folder });
  const { name, id } = await registered(app);
  const browser = browserAt(app.url);
  await browser.post('session', { name, password });
  const { secret } = await (await browser.post('session/authenticator')).json();
  expect(bytesOf(folder)).not.toContain(secret);
  expect((await browser.post('session/authenticator', { code: codeNow(secret) })).status).toBe(200);
  expect(await kept(app, id)).toContain('"totp"');
  expect(bytesOf(folder)).not.toContain(secret);
  await app.stop();
});

test('one that an older version kept plain goes on, sealed from the next start on', async () => {
  const folder = keptFolder();
  const before = await startApp({ folder });
  const { name, id } = await registered(before, { totp: { secret: plain, lastStep: 0 } });
  await before.stop();

  const app = await startApp({ folder });
  expect(await kept(app, id)).not.toContain(plain);
  expect(await kept(app, id)).toContain('"totp"');
  const answer = await browserAt(app.url).post('session', { name, password, code: codeNow(plain) });
  expect(answer.status).toBe(200);
  await app.stop();
});

test('one that cannot be read with this secret lets nobody in, and whoever runs the server is told', async () => {
  const folder = keptFolder();
  const before = await startApp({ folder });
  const foreign = createSeal('of another installation').close(plain, 'r-x');
  const { name } = await registered(before, { totp: { secret: foreign, lastStep: 0 } });
  await before.stop();

  const told: string[] = [];
  const app = await startApp({ folder, log: pino({ level: 'error' }, { write: (line) => void told.push(line) }) });
  expect(told.join()).toContain('authenticator');
  const answer = await browserAt(app.url).post('session', { name, password, code: codeNow(plain) });
  expect([answer.status, (await answer.json()).why]).toEqual([401, 'code-wrong']);
  await app.stop();
});

test('a secret that was cut short is said, and not taken for one', () => {
  const folder = keptFolder();
  const file = join(folder, 'secret');
  writeFileSync(file, '');
  expect(() => installationSecret(folder)).toThrow('secret');
  writeFileSync(file, 'c'.repeat(64));
  chmodSync(file, 0o644);
  expect(installationSecret(folder)).toBe('c'.repeat(64));
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
