import { expect, onTestFinished, test } from 'vitest';
import { openPostgresStore } from '#server/store/postgres/open.ts';
import { VERSION } from '#server/store/postgres/opening/schema.ts';
import { StoreRefused } from '#server/store/store.ts';
import { ask, makeSchema } from '../../support/postgres/database.ts';
import { describeWithDatabase } from '../../support/postgres/with-database.ts';
import { apart, registered } from '../../support/store-facts.ts';

describeWithDatabase('is refused with one line, and nothing is touched:', (database) => {
  const open = (url: string, secret = 'one') => openPostgresStore({ url, node: 'test', hourShift: 0, secret });
  const schemaOf = (url: string) => new URL(url).searchParams.get('schema')!;

  async function refusal(url: string, secret?: string): Promise<string> {
    const error = await open(url, secret).then(
      async (store) => {
        await store.close();
        return null;
      },
      (error: unknown) => error,
    );
    expect(error).toBeInstanceOf(StoreRefused);
    const { message } = error as Error;
    expect(message).toMatch(/^DATABASE_URL: .+$/);
    expect(message).not.toContain('hunter2');
    return message;
  }

  /** A schema with a store in it. */
  async function made(): Promise<string> {
    const url = await makeSchema(database.url);
    const store = await open(url);
    await store.log.append(apart(registered('u')));
    await store.close();
    return url;
  }

  test.each([
    ['no address at all', 'postgres://', /must be postgres:\/\//],
    ['one without a database', 'postgres://ann:hunter2@localhost', /must be postgres:\/\//],
    ['a schema that is no name', 'postgres://ann:hunter2@localhost/city?schema=a;b', /schema must be a plain name/],
    ['a server that is not there', 'postgres://ann:hunter2@127.0.0.1:1/city', /does not answer: .*ECONNREFUSED/],
    ['a name that nobody has', 'postgres://ann:hunter2@nowhere.invalid/city', /does not answer: .*ENOTFOUND|EAI_AGAIN/],
  ])('%s', async (_what, url, why) => {
    expect(await refusal(url)).toMatch(why);
  });

  test('a database, a user or a schema that there is not', async () => {
    const other = new URL(database.url);
    other.pathname = '/there_is_none';
    expect(await refusal(other.href)).toMatch(/database "there_is_none" does not exist/);
    const nobody = new URL(database.url);
    nobody.username = 'nobody_there';
    nobody.password = 'hunter2';
    expect(await refusal(nobody.href)).toMatch(/nobody_there/);
    expect(await refusal(`${database.url}?schema=there_is_none`)).toMatch(/no such schema/);
  });

  test('a database in another encoding', async () => {
    const name = `watchfloor_test_ascii_${process.pid}`;
    await ask(database.url, `CREATE DATABASE ${name} ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0`);
    onTestFinished(async () => void (await ask(database.url, `DROP DATABASE ${name} WITH (FORCE)`)));
    const url = new URL(database.url);
    url.pathname = `/${name}`;
    expect(await refusal(url.href)).toMatch(/kept in SQL_ASCII/);
  });

  test('what is not empty and not ours', async () => {
    const url = await makeSchema(database.url);
    await ask(database.url, `CREATE TABLE ${schemaOf(url)}.invoices (id int)`);
    expect(await refusal(url)).toMatch(/not empty and not ours/);
    const head = await makeSchema(database.url);
    await ask(database.url, `CREATE TABLE ${schemaOf(head)}.head (id int)`);
    expect(await refusal(head)).toMatch(/not ours/);
    expect(
      await ask(database.url, 'SELECT tablename AS name FROM pg_tables WHERE schemaname = $1', [schemaOf(url)]),
    ).toEqual([{ name: 'invoices' }]);
  });

  test('a store that is newer, half made, or of another installation', async () => {
    const url = await made();
    expect(await refusal(url, 'two')).toMatch(/belongs to another installation/);
    await ask(database.url, `UPDATE ${schemaOf(url)}.head SET version = ${VERSION + 1}`);
    expect(await refusal(url)).toMatch(new RegExp(`of version ${VERSION + 1}, newer`));
    await ask(database.url, `UPDATE ${schemaOf(url)}.head SET version = ${VERSION}`);
    await (await open(url)).close();
    await ask(database.url, `DROP TABLE ${schemaOf(url)}.rollup`);
    expect(await refusal(url)).toMatch(/half made \(rollup missing\)/);
  });

  test('a user without the rights', async () => {
    const role = `watchfloor_test_${process.pid}`;
    await ask(database.url, `CREATE ROLE ${role} LOGIN`);
    const [empty, full] = [await makeSchema(database.url), await made()];
    onTestFinished(async () => {
      await ask(database.url, `DROP OWNED BY ${role}`);
      await ask(database.url, `DROP ROLE ${role}`);
    });
    for (const url of [empty, full]) await ask(database.url, `GRANT USAGE ON SCHEMA ${schemaOf(url)} TO ${role}`);
    const as = (url: string) => url.replace('postgres@', `${role}:hunter2@`);
    expect(await refusal(as(empty))).toMatch(/may not make tables.*GRANT CREATE/);
    expect(await refusal(as(full))).toMatch(/may not read or write|permission denied/);
  });

  test('not: an empty database that two open at the same moment', async () => {
    const url = await makeSchema(database.url);
    const stores = await Promise.all([open(url), open(url), open(url)]);
    await Promise.all(stores.map((store, i) => store.log.append(apart(registered(`u${i}`)))));
    expect(new Set(stores.map((store) => store.log.place().epoch)).size).toBe(1);
    expect(await stores[0]!.verify()).toMatchObject({ ok: true, facts: 3 });
    await Promise.all(stores.map((store) => store.close()));
  });
});
