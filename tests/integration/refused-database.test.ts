import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openPostgresStore } from '#server/store/postgres/open.ts';
import { skippedUnless } from '../support/aloud.ts';
import { bareEnv } from '../support/bare-env.ts';
import { ask, hasPostgres, makeDatabase, makeSchema } from '../support/postgres/database.ts';
import { freePort } from '../support/network/free-port.ts';
import { serverProcess } from '../support/server-process.ts';
import { temporaryFolder } from '../support/store-file.ts';

const root = resolve(import.meta.dirname, '../..');
const CITY = join(root, 'tests/fixtures/packs/houston');
const SECRET = 'a secret of thirty-two characters';

skippedUnless(hasPostgres, 'refused databases', 'starts on databases that are refused: no PostgreSQL answers');

describe.runIf(hasPostgres)('a start ends with 78 and one line, and touches nothing, where the database', () => {
  let database: Awaited<ReturnType<typeof makeDatabase>>;
  beforeAll(async () => {
    database = await makeDatabase();
  });
  afterAll(() => database.remove());

  const schemaOf = (url: string) => new URL(url).searchParams.get('schema')!;

  async function refusal(url: string, over: Record<string, string> = {}): Promise<string> {
    const PORT = String(await freePort());
    const options = {
      cwd: root,
      env: { ...bareEnv(), CITY, DEMO: '0', SECRET, DATA_DIR: temporaryFolder(), PORT, DATABASE_URL: url, ...over },
    };
    const { code, err } = await new Promise<{ code: number; err: string }>((ended) => {
      execFile(process.execPath, ['server/main.ts'], options, (error, _out, err) =>
        ended({ code: error ? Number(error.code ?? -1) : 0, err }),
      );
    });
    expect({ code, lines: err.trim().split('\n').length }).toEqual({ code: 78, lines: 1 });
    expect(err).not.toContain('hunter2');
    return err;
  }

  /** All tables, and the one row that says what the store is. */
  async function within(url: string): Promise<unknown> {
    const schema = schemaOf(url);
    const names = 'SELECT relname FROM pg_class WHERE relnamespace = $1::regnamespace ORDER BY relname';
    const tables = await ask<{ relname: string }>(database.url, names, [schema]);
    const hasHead = tables.some(({ relname }) => relname === 'head');
    return { tables, head: hasHead && (await ask(database.url, `SELECT to_jsonb(h) FROM ${schema}.head h`)) };
  }

  async function untouched(url: string, why: RegExp, as = url, over: Record<string, string> = {}): Promise<void> {
    const before = await within(url);
    expect(await refusal(as, over)).toMatch(why);
    expect(await within(url)).toEqual(before);
  }

  async function made(secret = SECRET): Promise<string> {
    const url = await makeSchema(database.url);
    await (await openPostgresStore({ url, node: 'test', hourShift: 0, secret })).close();
    return url;
  }

  test('has a connection string that is none, or is a database that the server does not have', async () => {
    expect(await refusal('mysql://ann:hunter2@localhost/city')).toMatch(/DATABASE_URL: must be postgres:\/\//);
    const nowhere = database.url.replace(/\/[^/]*$/, '/no_such_city').replace('postgres@', 'postgres:hunter2@');
    expect(await refusal(nowhere)).toMatch(/"no_such_city" does not exist/);
    expect(await refusal(database.url.replace('postgres@', 'nobody_here:hunter2@'))).toMatch(
      /"nobody_here" does not exist/,
    );
  });

  test('is of a server that is too old', async () => {
    const url = await makeSchema(database.url);
    const schema = schemaOf(url);
    // The server says what an old one says to whoever asks through this schema.
    await ask(
      database.url,
      `CREATE FUNCTION ${schema}.current_setting(text) RETURNS text LANGUAGE sql AS $$
         SELECT CASE $1 WHEN 'server_version_num' THEN '140009' WHEN 'server_version' THEN '14.9'
           ELSE pg_catalog.current_setting($1) END $$`,
    );
    const path = encodeURIComponent(`-c search_path=${schema},pg_catalog`);
    await untouched(url, /PostgreSQL 14\.9: 15 or newer is needed/, `${database.url}?options=${path}`);
  });

  test('does not let us in, or let us make tables', async () => {
    const role = `watchfloor_refused_${process.pid}`;
    await ask(database.url, `CREATE ROLE ${role} LOGIN`);
    const url = await makeSchema(database.url);
    onTestFinished(async () => {
      await ask(database.url, `DROP OWNED BY ${role}`);
      await ask(database.url, `DROP ROLE ${role}`);
    });
    await ask(database.url, `GRANT USAGE ON SCHEMA ${schemaOf(url)} TO ${role}`);
    await untouched(url, /may not make tables.*GRANT CREATE/, url.replace('postgres@', `${role}:hunter2@`));
  });

  test('is half made, or newer than this program', async () => {
    const url = await made();
    await ask(database.url, `DROP TABLE ${schemaOf(url)}.rollup`);
    await untouched(url, /half made \(rollup missing\)/);
    const newer = await made();
    await ask(database.url, `UPDATE ${schemaOf(newer)}.head SET version = version + 1`);
    await untouched(newer, /newer than this program/);
  });

  test('is a real city and DEMO=1, whether or not a node lives on it', async () => {
    const url = await makeSchema(database.url);
    const city = await serverProcess({ CITY, DEMO: '0', SECRET, DATABASE_URL: url });
    onTestFinished(async () => {
      await city.kill();
      city.remove();
    });
    await city.start();
    const facts = () => ask(database.url, `SELECT * FROM ${schemaOf(url)}.fact`);
    const before = await facts();
    expect(await refusal(url, { DEMO: '1' })).toMatch(/DEMO=1: the store is that of a real city/);
    await city.stop();
    expect(await refusal(url, { DEMO: '1' })).toMatch(/DEMO=1: the store is that of a real city/);
    expect(await facts()).toEqual(before);
  }, 60_000);

  test('is good, and REDIS_URL names what is no Redis: this database, a web server, what says nothing', async () => {
    const web = createHttpServer((_request, response) => response.end());
    const silent = createServer((socket) => void socket.on('error', () => {}));
    onTestFinished(() => [web, silent].forEach((server) => void server.close()));
    const ports = await Promise.all(
      [web, silent].map(async (server) => {
        server.listen(0, '127.0.0.1');
        await once(server, 'listening');
        return (server.address() as AddressInfo).port;
      }),
    );
    await Promise.all(
      [Number(new URL(database.url).port || 5432), ...ports].map(async (port) => {
        const url = await makeSchema(database.url);
        await untouched(url, /REDIS_URL: .*Redis/, url, { REDIS_URL: `redis://127.0.0.1:${port}` });
      }),
    );
  }, 60_000);

  test('belongs to another installation, or to somebody else', async () => {
    await untouched(await made('the secret of another installation'), /belongs to another installation/);
    const url = await makeSchema(database.url);
    await ask(database.url, `CREATE TABLE ${schemaOf(url)}.invoices (id int)`);
    await untouched(url, /not empty and not ours/);
  });
});
