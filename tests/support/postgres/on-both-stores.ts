import { beforeAll, describe } from 'vitest';
import { describeWithDatabase } from './with-database.ts';

/** Tests of what must hold whatever keeps the facts. `env`: what a server is set to, whole once they run. */
export function describeOnBothStores(what: string, tests: (env: Record<string, string>) => void): void {
  describe(`${what}, on SQLite`, () => tests({}));
  describeWithDatabase(`${what}, on PostgreSQL`, (database) => {
    const env: Record<string, string> = { SECRET: 'a secret of these tests, and no other' };
    beforeAll(() => {
      env['DATABASE_URL'] = database.url;
    });
    tests(env);
  });
}
