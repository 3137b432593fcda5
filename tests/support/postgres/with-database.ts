import { afterAll, beforeAll, describe, test } from 'vitest';
import { skipAloud } from '../aloud.ts';
import { hasPostgres, makeDatabase } from './database.ts';

/** Tests with a database of their own, whose address is there once they run; skipped aloud where no PostgreSQL answers. */
export function describeWithDatabase(what: string, tests: (database: { url: string }) => void): void {
  test.skipIf(hasPostgres)(what, ({ skip }) => skipAloud(skip, `${what}: no PostgreSQL answers`));
  describe.runIf(hasPostgres)(what, () => {
    const database = { url: '' };
    let remove = async () => {};
    beforeAll(async () => {
      ({ url: database.url, remove } = await makeDatabase());
    });
    afterAll(() => remove());
    tests(database);
  });
}
