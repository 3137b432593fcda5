import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { bareEnv } from '../support/bare-env.ts';
import { temporaryFolder } from '../support/store-file.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** A whole city is made up meanwhile, beside all other tests. */
const LONG = 180_000;

test('a start of the demo says how far it is, and that it is up when it is', { timeout: LONG }, async () => {
  const server = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    env: {
      ...bareEnv(),
      DATA_DIR: join(temporaryFolder(), 'var'),
      PORT: '0',
      CITY: join(root, 'tests/fixtures/packs/port-alder'),
      DEMO: '1',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(async () => {
    if (server.exitCode === null) await Promise.all([once(server, 'exit'), server.kill('SIGTERM')]);
  });
  let said = '';
  for await (const chunk of server.stderr) {
    said += String(chunk);
    const address = /listens on (http:\S+)/.exec(said)?.[1];
    if (!said.includes('Watchfloor is up.')) continue;
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    break;
  }
  const told = said.split('\n').filter((line) => line.includes('the demo city'));
  const before = said.slice(0, said.indexOf('Watchfloor is up.'));
  expect(before).toMatch(/make up its past, \d+ %/);
  expect(before).toMatch(/live through its last day, \d+ %/);
  // In a log, which cannot be written over, a few lines and no more.
  expect(told.length).toBeLessThan(16);
});

/** Whether a range like `^20.19.0 || >=22.12` admits a version. */
function admits(range: string, [major, minor]: readonly [number, number]): boolean {
  return range.split('||').some((part) => {
    const [, sign = '', a = '', b = '0'] = /^\s*(\^|>=|>|~)?\s*v?(\d+)(?:\.(\d+|x))?/.exec(part) ?? [];
    const [from, least] = [Number(a), b === 'x' ? 0 : Number(b)];
    if (part.includes('*')) return true;
    if (sign.startsWith('>')) return major > from || (major === from && minor >= least);
    return major === from && minor >= least;
  });
}

type Locked = {
  version: string;
  optional?: boolean;
  engines?: { node?: string };
  hasInstallScript?: boolean;
  gypfile?: false;
};
const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };

test('nothing is compiled when it is installed: a machine without Python and a compiler will do', () => {
  const scripted = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
  expect(scripted.map(([path]) => path)).toEqual(['node_modules/node']);
  // Its machine code comes along. npm, which sees a `binding.gyp` there, looks for this word in the lock file, drops it
  // whenever it writes that file, and it has to be put back: `"gypfile": false` for `"hasInstallScript": true`.
  expect(packages['node_modules/better-sqlite3']).toMatchObject({ gypfile: false });
});

test('the README names every package that npm warns of on Node 20, and the Node that comes along is enough for all', () => {
  const [major = 0, minor = 0] = packages['node_modules/node']!.version.split('.').map(Number);
  const asking = Object.entries(packages).flatMap(([path, { engines, optional }]) =>
    engines?.node === undefined || optional ? [] : [[path.replace(/^.*node_modules\//, ''), engines.node] as const],
  );
  const short = (version: readonly [number, number]) =>
    asking.filter(([, range]) => !admits(range, version)).map(([name]) => name);
  expect(asking.length).toBeGreaterThan(100);
  expect(short([major, minor])).toEqual([]);
  const named = /warns \(`EBADENGINE`\) that (.*?) want/s.exec(read('README.md'))?.[1]?.match(/[\w-]+(?=`)/g);
  expect(named).toEqual(short([20, 19]).sort());
});
