import { afterAll, beforeAll, describe } from 'vitest';
import { skippedUnless } from '../aloud.ts';
import { hasPostgres, makeDatabase } from './database.ts';

/** Tests with a database of their own, whose address is there once they run; skipped aloud where no PostgreSQL answers. */
export function describeWithDatabase(what: string, tests: (database: { url: string }) => void): void {
  skippedUnless(hasPostgres, what, `${what}: no PostgreSQL answers`);
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
