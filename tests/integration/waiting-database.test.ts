import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { skippedUnless } from '../support/aloud.ts';
import { bareEnv } from '../support/bare-env.ts';
import { ask, hasPostgres, makeDatabase, makeSchema } from '../support/postgres/database.ts';
import { makeProxy } from '../support/network/proxy.ts';
import { freePort } from '../support/network/free-port.ts';
import { temporaryFolder } from '../support/store-file.ts';

const root = resolve(import.meta.dirname, '../..');
const CITY = join(root, 'tests/fixtures/packs/houston');
const SECRET = 'a secret of thirty-two characters';
const soon = { timeout: 30_000, interval: 50 };

skippedUnless(
  hasPostgres,
  'databases that are away at a start',
  'starts while the database is away: no PostgreSQL answers',
);

describe.runIf(hasPostgres)('a node that starts waits, says so once, and starts by itself, where the database', () => {
  let database: Awaited<ReturnType<typeof makeDatabase>>;
  beforeAll(async () => {
    database = await makeDatabase();
  });
  afterAll(() => database.remove());

  async function started(url: string) {
    const port = await freePort();
    const env = { ...bareEnv(), CITY, DEMO: '0', SECRET, DATA_DIR: temporaryFolder(), PORT: String(port) };
    const child = spawn(process.execPath, ['server/main.ts'], { cwd: root, env: { ...env, DATABASE_URL: url } });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdout.resume();
    const exit = once(child, 'exit');
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await exit;
    });
    const answer = async (path: string) => {
      if (child.exitCode !== null) expect.fail(`it ended with ${child.exitCode}: ${said}`);
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      return { status: response.status, body: (await response.json()) as unknown };
    };
    return {
      answer,
      said: () => said,
      waits: () =>
        vi.waitFor(async () => expect(said, String(child.exitCode)).toMatch(/waiting for the database/), soon),
      isReady: () => vi.waitFor(async () => expect((await answer('/readyz')).status).toBe(200), soon),
    };
  }

  const waiting = { status: 503, body: { ready: false, waitingFor: 'the database' } };
  const lines = (said: string) => said.split('\n').filter((line) => line.includes('waiting for the database'));

  test('is not reached', async () => {
    const proxy = await makeProxy(await makeSchema(database.url));
    proxy.down();
    const node = await started(proxy.url);
    await node.waits();
    await vi.waitFor(async () => expect(await node.answer('/readyz')).toMatchObject(waiting), soon);
    expect(await node.answer('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect((await node.answer('/api/v1/incidents')).status).toBe(503);
    proxy.mend();
    await node.isReady();
    expect(lines(node.said())).toHaveLength(1);
  });

  test('has no connection left for the role', async () => {
    const role = `watchfloor_ssl_${process.pid}`;
    const url = await makeSchema(database.url);
    const schema = new URL(url).searchParams.get('schema')!;
    await ask(database.url, `CREATE ROLE ${role} LOGIN CONNECTION LIMIT 0`);
    onTestFinished(async () => {
      await ask(database.url, `DROP OWNED BY ${role} CASCADE`);
      await ask(database.url, `DROP ROLE ${role}`);
    });
    await ask(database.url, `GRANT CREATE, USAGE ON SCHEMA ${schema} TO ${role}`);
    const node = await started(url.replace('postgres@', `${role}@`));
    await node.waits();
    expect(node.said()).toMatch(/too many connections/);
    await ask(database.url, `ALTER ROLE ${role} CONNECTION LIMIT -1`);
    await node.isReady();
  });

  test('ends the connection meanwhile', async () => {
    const url = await makeSchema(database.url);
    const lock = `SELECT pg_advisory_lock(hashtext('watchfloor ' || '${new URL(url).searchParams.get('schema')!}'))`;
    const holder = ask(database.url, `${lock}, pg_sleep(60)`).catch(() => {});
    const held = "query LIKE 'SELECT pg_advisory_lock%' AND wait_event = 'PgSleep'";
    await vi.waitFor(async () => {
      expect(await ask(database.url, `SELECT pid FROM pg_stat_activity WHERE ${held}`)).toHaveLength(1);
    }, soon);
    const node = await started(url);
    const waits = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'`;
    await vi.waitFor(async () => expect(await ask(database.url, waits)).toHaveLength(1), soon);
    await node.waits();
    await ask(database.url, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${held}`);
    await holder;
    await node.isReady();
  });
});
