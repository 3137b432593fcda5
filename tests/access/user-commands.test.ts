import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serverProcess, type ServerProcess } from '../support/server-process.ts';
import { browserAt } from './provider/test-browser.ts';
import { bareEnv } from '../support/bare-env.ts';

const root = resolve(import.meta.dirname, '../..');
const CITY = join(root, 'tests/fixtures/packs/port-alder');
const password = 'a horse and a battery';
let server: ServerProcess;
beforeAll(async () => void (server = await serverProcess({ DEMO: '0', CITY })));
afterAll(async () => {
  await server.stop();
  server.remove();
});

type Ran = { code: number; out: string; err: string };

/** As somebody at a terminal; `input` is what is typed or piped. */
function watchfloor(args: string, input = ''): Promise<Ran> {
  const env = { ...bareEnv(), DATA_DIR: server.folder, CITY, DEMO: '0' };
  return new Promise((resolve) => {
    const words = [join(root, 'server/cli/watchfloor.ts'), ...args.split(' ')];
    const child = execFile(process.execPath, words, { cwd: root, env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code ?? -1) : 0, out, err }),
    );
    child.stdin?.end(input);
  });
}

describe('without a running server', () => {
  test('people are registered, listed and taken out', async () => {
    const made = await watchfloor('user add --name boss --role admin --password-stdin', `${password}\n`);
    expect(made).toMatchObject({ code: 0, out: 'boss: admin\n' });
    expect((await watchfloor('user add --name ma --role officer --unit police-02')).code).toBe(0);
    const { out } = await watchfloor('user list');
    expect(out).toContain('boss: admin, authenticator enrol');
    expect(out).toContain('ma: officer, police-02, authenticator none-needed');
    expect(out).not.toContain(password);
  });

  test.each([
    ['user add --name BOSS --role admin', 1, 'somebody signs in with this name'],
    ['user add --name x --role king', 64, 'king'],
    ['user add --name x --role officer --area atlantis', 64, 'area: the city has no such area'],
    ['user change nobody --role admin', 1, 'nobody is called "nobody"'],
    ['user remove boss', 1, 'nobody else is an admin'],
  ])('%s is refused', async (args, code, why) => {
    expect(await watchfloor(args)).toMatchObject({ code, err: expect.stringContaining(why) });
  });

  test('a password that is too short is refused without being repeated', async () => {
    const { code, err } = await watchfloor('user change ma --password-stdin', 'short');
    expect(code).toBe(64);
    expect(err).toContain('password');
    expect(err).not.toContain('short');
  });
});

describe('beside a running server', () => {
  test('who was registered signs in, and is cut when they are taken out', async () => {
    await server.start();
    const boss = browserAt(server.url);
    expect((await boss.post('session', { name: 'boss', password })).status).toBe(200);
    expect((await watchfloor('user change ma --password-stdin', password)).code).toBe(0);
    const ma = browserAt(server.url);
    expect((await ma.post('session', { name: 'ma', password })).status).toBe(200);
    const changed = await watchfloor('user change ma --role supervisor --unit= --oversight --rename lin');
    expect(changed.out).toBe('lin: supervisor, oversight\n');
    expect((await ma.get('session')).status).toBe(401);
    expect((await ma.post('session', { name: 'lin', password })).status).toBe(200);
    expect((await watchfloor('user remove lin')).out).toBe('lin signs in no more\n');
    expect((await ma.get('session')).status).toBe(401);
    expect((await watchfloor('user list')).out).toContain('lin: supervisor, oversight, left');
    expect((await boss.get('session')).status).toBe(200);
  });

  test('a token is listed by its name, and is good no more when it is revoked', async () => {
    const token = (await watchfloor('token add --view officer --name Terminal')).out.trimEnd().split('\n').at(-1)!;
    const look = () => fetch(`${server.url}/api/v1/incidents`, { headers: { authorization: `Bearer ${token}` } });
    expect((await look()).status).toBe(200);
    expect((await watchfloor('token list')).out).toContain('officer Terminal');
    expect((await watchfloor('token revoke Terminal')).code).toBe(0);
    expect((await look()).status).toBe(401);
    expect((await watchfloor('token revoke Terminal')).code).toBe(1);
    expect((await watchfloor('audit verify')).code).toBe(0);
  });
});
