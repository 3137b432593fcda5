import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { newStore } from '#server/choose-store.ts';
import { unhurried } from '#server/cli/action.ts';
import { copyStore } from '#server/cli/copy-store.ts';
import { openPostgresStore } from '#server/store/postgres/open.ts';
import { loadPostgres } from '#server/store/postgres/whole/load.ts';
import { dumpFile } from '#server/store/sqlite/carry/carry-file.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { skippedUnless } from '../support/aloud.ts';
import { bareEnv } from '../support/bare-env.ts';
import { ask, hasPostgres, makeDatabase, makeSchema } from '../support/postgres/database.ts';
import { serverProcess } from '../support/server-process.ts';
import { apart, imported, past, registered, reported } from '../support/store-facts.ts';
import { temporaryFolder } from '../support/store-file.ts';

const root = join(import.meta.dirname, '../..');
const CITY = join(root, 'tests/fixtures/packs/port-alder');
const SECRET = 'a secret of thirty-two characters';

type Ran = { code: number; out: string; err: string };

/** Runs the command line in a process of its own. */
function watchfloor(env: Record<string, string>, ...args: string[]): Promise<Ran> {
  const options = { cwd: root, env: { ...bareEnv(), CITY, DEMO: '0', SECRET, ...env } };
  return new Promise((resolve) => {
    execFile(process.execPath, ['server/cli/watchfloor.ts', ...args], options, (error, out, err) => {
      resolve({ code: error ? Number(error.code ?? -1) : 0, out, err });
    });
  });
}

const ours = { hourShift: 0, secret: SECRET };
/** Nobody writes. */
const still = { check: async () => {}, release: async () => {} };
const quiet = { holdStill: async () => still, switchOver: false, endures: false };
const given = (url: string) => ({ url, node: 'test', hourShift: 0, secret: SECRET });

skippedUnless(hasPostgres, 'copying a store', 'db copy to PostgreSQL: no server answers');

describe.runIf(hasPostgres)('db copy', () => {
  let database: Awaited<ReturnType<typeof makeDatabase>>;
  beforeAll(async () => {
    database = await makeDatabase();
  });
  afterAll(() => database.remove());

  async function filledFolder(): Promise<string> {
    const folder = temporaryFolder();
    const store = await openSqliteStore({ file: join(folder, 'watchfloor.db'), hourShift: 0 });
    await store.log.append([
      { facts: [reported('a', { title: 'Water 漏水' })], key: 'k' },
      ...apart(registered('u'), imported(past('p'), past('q'))),
    ]);
    await store.tokens.add('aa', { kind: 'view', name: 'lobby', view: 'ops-wall' });
    await store.close();
    return folder;
  }

  test('takes a file into a database and back, says how to go on there, and writes over nothing', async () => {
    const folder = await filledFolder();
    const url = await makeSchema(database.url);
    const there = await watchfloor({ DATA_DIR: folder }, 'db', 'copy', '--to', url);
    expect(there).toMatchObject({ code: 0, err: '' });
    expect(there.out).toMatch(/copied 4 facts to .*; chain, register, keys, read models and roll-ups agree there/);
    expect(there.out).toMatch(/stop every server, and start each with DATABASE_URL/);
    expect(there.out).toMatch(/after fact 4 is not there/);
    await expect(newStore(url, ours).load()).rejects.toThrow('there is a store already');

    const back = join(temporaryFolder(), 'watchfloor.db');
    const inDatabase = { DATA_DIR: temporaryFolder(), DATABASE_URL: url };
    expect(await watchfloor(inDatabase, 'db', 'copy', '--to', back)).toMatchObject({ code: 0, err: '' });
    const [one, other] = await Promise.all(
      [join(folder, 'watchfloor.db'), back].map((file) => openSqliteStore({ file, hourShift: 0 })),
    );
    onTestFinished(async () => void (await Promise.all([one!.close(), other!.close()])));
    expect(other!.log.place()).toEqual({ ...one!.log.place(), epoch: expect.any(String) });
    expect(await other!.verify()).toMatchObject({ ok: true, facts: 4 });
    expect(await other!.tokens.find('aa')).toEqual(await one!.tokens.find('aa'));
  });

  test('is of a store that is there: no command makes one in an empty database, or a secret beside it', async () => {
    const url = await makeSchema(database.url);
    const schema = new URL(url).searchParams.get('schema');
    const folder = temporaryFolder();
    for (const words of ['user list', 'db verify', `db copy --to ${join(folder, 'x.db')}`]) {
      const there = { DATA_DIR: folder, DATABASE_URL: url };
      const [bare, known] = [
        await watchfloor({ ...there, SECRET: '' }, ...words.split(' ')),
        await watchfloor(there, ...words.split(' ')),
      ];
      expect(bare).toMatchObject({ code: 78, err: expect.stringContaining(`there is no secret in ${folder}`) });
      expect(known).toMatchObject({ code: 78, err: expect.stringContaining('there is no store in it') });
    }
    expect(readdirSync(folder)).toEqual([]);
    const tables = 'SELECT 1 FROM pg_class WHERE relnamespace = $1::regnamespace';
    expect(await ask(database.url, tables, [schema])).toEqual([]);
  });

  test('takes its target from the environment too, where no list of processes shows the password', async () => {
    const [folder, COPY_TO] = [await filledFolder(), await makeSchema(database.url)];
    const copied = await watchfloor({ DATA_DIR: folder, COPY_TO }, 'db', 'copy');
    expect(copied).toMatchObject({ code: 0, err: '', out: expect.stringContaining('the same secret (SECRET)') });
    const wrong = await watchfloor({ DATA_DIR: folder, COPY_TO: `${COPY_TO}&sslmodee=require` }, 'db', 'copy');
    expect(wrong).toMatchObject({
      code: 78,
      err: expect.stringMatching(/^watchfloor: --to: nothing is known of "sslmodee"/),
    });
  });

  test('begins again where a copying was killed, and not beside one that lives', async () => {
    const folder = await filledFolder();
    const url = await makeSchema(database.url);
    const begun = await loadPostgres({ ...given(url), node: 'killed' });
    await begun.facts([{ seq: 1, body: JSON.stringify(registered('u')) }]);
    const beside = await watchfloor({ DATA_DIR: folder }, 'db', 'copy', '--to', url);
    expect(beside).toMatchObject({ code: 78, err: expect.stringContaining('somebody else copies into it') });
    await ask(
      database.url,
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE '%killed%'",
    );
    await begun.giveUp();
    const dump = () => dumpFile(join(folder, 'watchfloor.db'));
    expect(await copyStore({ ...quiet, target: newStore(url, ours), dump }, unhurried)).toMatchObject({ ok: true });
  });

  test('that cannot be made leaves the running server as it was; one to switch over to misses nothing', async () => {
    const server = await serverProcess({ CITY, DEMO: '0', SECRET });
    onTestFinished(() => server.remove());
    await server.start();
    onTestFinished(async () => void (await server.stop()));
    const report = async (sourceRef: string) =>
      fetch(`${server.url}/api/v1/incidents`, {
        method: 'POST',
        headers: { authorization: `Bearer ${server.source}`, 'content-type': 'application/json' },
        body: JSON.stringify({ source: 'hotline', sourceRef, category: 'crime/theft' }),
      });
    const copy = (...words: string[]) => watchfloor({ DATA_DIR: server.folder }, 'db', 'copy', '--to', ...words);
    expect((await report('one')).status).toBe(201);
    expect((await copy('postgres://postgres@127.0.0.1:1/nowhere', '--switch-over')).code).toBe(78);
    expect((await report('two')).status).toBe(201);

    const url = await makeSchema(database.url);
    const copied = await copy(url, '--switch-over');
    expect(copied).toMatchObject({ code: 0, err: '', out: expect.stringContaining('nothing is missing there') });
    const refused = await report('three');
    expect([refused.status, refused.headers.has('retry-after')]).toEqual([503, true]);
    const ready = await fetch(`${server.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, expect.objectContaining({ intake: 'degraded' })]);
    const wall = { headers: { authorization: `Bearer ${server.wall}` } };
    expect((await fetch(`${server.url}/api/v1/snapshot`, wall)).status).toBe(200);

    const store = await openPostgresStore(given(url));
    onTestFinished(() => store.close());
    const known = await store.incidents.list({ source: 'hotline' }, { limit: 10 });
    expect(known.items.map(({ sourceRef }) => sourceRef).sort()).toEqual(['one', 'two']);
  });

  test('that is ended in the midst leaves nothing', async () => {
    const ended = new AbortController();
    const url = await makeSchema(database.url);
    const file = join(await filledFolder(), 'watchfloor.db');
    const parts = { ...quiet, target: newStore(url, ours), dump: () => dumpFile(file) };
    const copying = copyStore(parts, { progress: () => ended.abort(), signal: ended.signal });
    await expect(copying).rejects.toThrow('nothing of it is left');
    const schema = new URL(url).searchParams.get('schema');
    const tables = 'SELECT 1 FROM pg_class WHERE relnamespace = $1::regnamespace';
    expect(await ask(database.url, tables, [schema])).toEqual([]);
  });

  test('from a database keeps every node on it from writing, and leaves no trace when it is refused', async () => {
    const url = await makeSchema(database.url);
    const server = await serverProcess({ CITY, DEMO: '0', SECRET, DATABASE_URL: url });
    onTestFinished(() => server.remove());
    await server.start();
    onTestFinished(async () => void (await server.stop()));
    const beside = await openPostgresStore(given(url));
    onTestFinished(() => beside.close());
    const keep = () => beside.log.append(apart(registered('v')));
    const copy = (...words: string[]) =>
      watchfloor({ DATA_DIR: server.folder, DATABASE_URL: url }, 'db', 'copy', '--to', ...words);
    const folder = temporaryFolder();
    expect((await copy(join(folder, 'no-such-folder', 'x.db'), '--switch-over')).code).toBe(78);
    expect(readdirSync(folder)).toEqual([]);
    await keep();
    const file = join(folder, 'copy.db');
    expect((await copy(file, '--switch-over')).code).toBe(0);
    expect(existsSync(file)).toBe(true);
    await expect(keep()).rejects.toThrow(/only reads meanwhile/);
    expect(beside.health().intake).toBe('degraded');
    await expect(
      beside.tracks.keep([{ unit: 'u' as never, at: 1, lon: 1, lat: 2, speed: NaN, heading: NaN }]),
    ).rejects.toThrow(/only reads meanwhile/);
    expect(await server.stop()).toBe(0);
    // The database notices that the process has gone.
    await vi.waitFor(keep, 10_000);
  });
});
