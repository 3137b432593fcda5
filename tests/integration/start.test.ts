import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { bareEnv } from '../support/bare-env.ts';
import { apart, registered } from '../support/store-facts.ts';

const root = resolve(import.meta.dirname, '../..');
const CITY = resolve(root, 'tests/fixtures/packs/houston');
const folder = mkdtempSync(join(tmpdir(), 'watchfloor-start-'));
const secretFile = join(folder, 'given-secret');
writeFileSync(secretFile, 'a secret of thirty-two characters');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(env: Record<string, string>): { status: number | null; said: string } {
  const settings = {
    ...bareEnv(),
    DATA_DIR: join(folder, 'var'),
    PORT: '0',
    CITY,
    DEMO: '0',
    ...env,
  };
  const { status, stderr } = spawnSync(process.execPath, ['server/main.ts'], {
    cwd: root,
    env: settings,
    timeout: 60_000,
  });
  return { status, said: stderr.toString() };
}
const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

describe('a start with a wrong setting ends with 78 and one clear line', () => {
  test.each<[name: string, value: string, why?: RegExp, more?: Record<string, string>]>([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['DEMO', 'yes'],
    ['PUBLIC_URL', 'not an address'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'mysql://localhost/city'],
    ['DATABASE_URL', 'postgres://nobody@127.0.0.1/city?sslmodee=require', /nothing is known of "sslmodee"/],
    ['DATABASE_URL', 'postgres://nobody@127.0.0.1/city?sslmode=requir', /sslmode must be one of/],
    ['SECRET', 'short'],
    ['SECRET', ' '.repeat(40)],
    ['DATA_DIR', '/etc/passwd', /DATA_DIR: /, { SECRET_FILE: secretFile }],
    ['SECRET', 'a secret of thirty-two characters', /SECRET_FILE is set as well/, { SECRET_FILE: secretFile }],
    ['DEMO_SPEED', '0', /from 0\.1 to 1000/],
    ['LOCK_AFTER_MINUTES', '0', /from 1 to 720/],
    ['FACTS_DAYS', '7', /from 30 to 36500/],
    ['FACTS_DAYS', '30.5', /whole number/],
    ['ARCHIVE_DIR', '/nowhere/archive', /ARCHIVE_DIR: ENOENT/],
    ['REDIS_URL', 'redis://h/abc', /REDIS_URL: must be redis/, { DATABASE_URL: 'postgres://nobody@127.0.0.1/city' }],
    ['SECRET_FILE', '/nowhere/secret'],
    ['REDIS_URL', 'redis://localhost'],
    ['REDIS_URL', 'localhost:6379'],
    ['NODE_NAME', 'a b'],
    ['OWN_NETWORKS', '10.0.0.0/33', /10\.1\.0\.0\/16/],
    ['OWN_NETWORKS', 'example.org'],
    ['MQTT_URL', 'http://localhost', /mqtt:\/\//],
    ['MQTT_URL', 'mqtt://:secret%zz@localhost'],
    ['MQTT_URL', 'mqtt://localhost/path'],
    ['BASEMAP', 'city.pmtiles'],
  ])('%s=%s', (name, value, why = /./, more = {}) => {
    const DATA_DIR = join(folder, 'made-nothing');
    const { status, said } = start({ DATA_DIR, ...more, [name]: value });
    expect(status).toBe(78);
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(said).toContain(name);
    expect(said).toMatch(why);
    expect(existsSync(DATA_DIR)).toBe(false);
  });

  test.each([
    ['an address of another machine', 'HOST', { HOST: '192.0.2.1' }],
    ['a name that nobody has', 'HOST', { HOST: '999.1.1.1' }],
    ['an address that is none', 'HOST', { HOST: 'a b' }],
    ['a port that somebody else listens on', 'PORT', {}],
  ])('%s', async (_what, name, env) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const DATA_DIR = join(folder, 'bound-nothing');
    const { status, said } = start({ DATA_DIR, PORT: String(port), ...env });
    other.close();
    expect(status).toBe(78);
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(said).toContain(`${name}: `);
    expect(existsSync(DATA_DIR)).toBe(false);
  });

  test('a city that is not there, or is broken, names the file', () => {
    const city = join(folder, 'city');
    mkdirSync(city);
    writeFileSync(join(city, 'city.json'), '{"id": 5}');
    for (const CITY of [city, join(folder, 'nowhere')]) {
      const { status, said } = start({ CITY });
      expect(status).toBe(78);
      expect(said).toMatch(/\.json/);
    }
  });
});

test('DEMO=1 on the store of a real city, which is untouched, ends with 78 and one clear line', async () => {
  const dataDir = join(folder, 'real');
  mkdirSync(dataDir);
  const file = join(dataDir, 'watchfloor.db');
  const store = await openSqliteStore({ file, hourShift: 0 });
  await store.log.append(apart(registered('u1')));
  await store.close();
  const { status, said } = start({ DATA_DIR: dataDir, DEMO: '1' });
  expect({ status, lines: said.trim().split('\n').length }).toEqual({ status: 78, lines: 1 });
  expect(said).toContain('DEMO=1: the store is that of a real city');
  const again = await openSqliteStore({ file, hourShift: 0 });
  expect(again.log.place().seq).toBe(1);
  await again.close();
});

describe('a start on a store that must not be opened ends with 78 and leaves it untouched', () => {
  test.each([
    ['foreign', Buffer.from('this is a letter, not a store\n'.repeat(200))],
    ['truncated', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(60)])],
    ['empty', Buffer.alloc(0)],
  ])('%s', (kind, content) => {
    const dataDir = join(folder, kind);
    mkdirSync(dataDir);
    const file = join(dataDir, 'watchfloor.db');
    writeFileSync(file, content);
    const before = digest(file);
    const { status, said } = start({ DATA_DIR: dataDir });
    expect(status).toBe(78);
    expect(said).toContain('watchfloor.db');
    expect(digest(file)).toBe(before);
  });
});
