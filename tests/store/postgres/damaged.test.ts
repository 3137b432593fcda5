import { expect, onTestFinished, test, vi } from 'vitest';
import { openPostgresStore, type PostgresOptions } from '#server/store/postgres/open.ts';
import { StoreUnavailable, type Store } from '#server/store/store.ts';
import { ask, makeSchema } from '../../support/postgres/database.ts';
import { describeWithDatabase } from '../../support/postgres/with-database.ts';
import { apart, registered } from '../../support/store-facts.ts';

/** What is done to the tables of the schema in the place of `S`. */
const ways: [what: string, sql: string][] = [
  ['whose newest fact is gone', 'DELETE FROM S.fact WHERE seq = 2'],
  ['whose head names another hash', "UPDATE S.head SET hash = sha256('x')"],
  ['whose head is ahead', 'UPDATE S.head SET seq = 3'],
  ['whose head is gone', 'DELETE FROM S.head'],
  ['whose table of the head is gone', 'ALTER TABLE S.head RENAME TO gone'],
];

describeWithDatabase('a damaged store', (database) => {
  async function open(url: string, more: Partial<PostgresOptions> = {}): Promise<Store> {
    const store = await openPostgresStore({ url, node: 'test', hourShift: 0, secret: 'one', ...more });
    onTestFinished(() => store.close());
    return store;
  }

  test.each(ways)('%s takes nothing in, says so once, and renews nothing', async (_what, sql) => {
    const url = await makeSchema(database.url);
    const schema = new URL(url).searchParams.get('schema')!;
    const [otherLog, trouble] = [vi.fn(), vi.fn()];
    const store = await open(url, { otherLog, trouble });
    await store.log.append(apart(registered('u'), registered('v')));
    const { epoch } = store.log.place();
    await ask(database.url, sql.replaceAll('S.', `${schema}.`));
    const refused = async () => {
      const answer = await store.log.append(apart(registered('w'))).catch((error: unknown) => error);
      expect(answer).toBeInstanceOf(StoreUnavailable);
    };
    await refused();
    await vi.waitFor(
      () =>
        expect(store.health()).toMatchObject({ intake: 'down', doubt: expect.stringMatching(/is damaged/) as unknown }),
      5000,
    );
    for (let i = 0; i < 5; i++) await refused();
    expect(trouble).toHaveBeenCalledTimes(1);
    expect(otherLog).not.toHaveBeenCalled();
    const [kept] = await ask<{ head: string }>(
      database.url,
      `SELECT COALESCE(to_regclass('${schema}.head'), to_regclass('${schema}.gone'))::text AS head`,
    );
    const heads = await ask<{ epoch: string }>(database.url, `SELECT epoch FROM ${kept!.head}`);
    expect(heads.every((head) => head.epoch === epoch)).toBe(true);
    expect(await ask(database.url, `SELECT 1 FROM ${schema}.fact WHERE seq > 2`)).toEqual([]);
  });

  test.each(ways.slice(0, 3))('%s is known as damaged by the time it has refused', async (_what, sql) => {
    const url = await makeSchema(database.url);
    const store = await open(url, { trouble: () => {} });
    await store.log.append(apart(registered('u'), registered('v')));
    await ask(database.url, sql.replaceAll('S.', `${new URL(url).searchParams.get('schema')}.`));
    await expect(store.log.settled()).rejects.toThrow(StoreUnavailable);
    expect(store.health().doubt).toMatch(/is damaged/);
  });

  test('is in doubt from its opening, and is read anew once it was mended', async () => {
    const url = await makeSchema(database.url);
    const schema = new URL(url).searchParams.get('schema')!;
    const before = await open(url);
    await before.log.append(apart(registered('u'), registered('v')));
    await before.close();
    await ask(database.url, `CREATE TABLE ${schema}.gone AS SELECT * FROM ${schema}.fact WHERE seq = 2`);
    await ask(database.url, `DELETE FROM ${schema}.fact WHERE seq = 2`);
    const otherLog = vi.fn();
    const store = await open(url, { otherLog, trouble: () => {} });
    expect(store.health().doubt).toMatch(/is damaged/);
    await ask(database.url, `INSERT INTO ${schema}.fact SELECT * FROM ${schema}.gone`);
    await vi.waitFor(() => expect(otherLog).toHaveBeenCalledTimes(1), 5000);
  });
});
