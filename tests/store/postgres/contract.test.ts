import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { loadFile } from '#server/store/sqlite/carry/carry-file.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { openPostgresStore } from '#server/store/postgres/open.ts';
import type { Store } from '#server/store/store.ts';
import { makeSchema } from '../../support/postgres/database.ts';
import { describeWithDatabase } from '../../support/postgres/with-database.ts';
import { temporaryFolder } from '../../support/store-file.ts';
import { describeStore } from '../contract/contract.ts';

describeWithDatabase('on PostgreSQL', (database) => {
  describeStore(async ({ hourShift = 0 } = {}) => {
    const url = await makeSchema(database.url);
    const newCopy = (file: string) => loadFile(file, hourShift);
    const archive = join(temporaryFolder(), 'archive');
    const given = { url, archive, node: 'test', hourShift, secret: 'one', newCopy };
    const open = (): Promise<Store> => openPostgresStore(given);
    let store = await open();
    onTestFinished(() => store.close());
    return {
      store,
      archive,
      async reopen() {
        await store.close();
        return (store = await open());
      },
      backups: {
        path: join(temporaryFolder(), 'copy.db'),
        open: (path) => openSqliteStore({ file: path, hourShift }),
      },
    };
  });
});
