import { join } from 'node:path';
import { describe, onTestFinished } from 'vitest';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { temporaryFolder } from '../support/store-file.ts';
import { describeStore } from './contract/contract.ts';

describe('on SQLite', () => {
  describeStore(async ({ hourShift = 0 } = {}) => {
    const folder = temporaryFolder();
    const file = join(folder, 'store.db');
    let store = await openSqliteStore({ file, hourShift });
    onTestFinished(() => store.close());
    return {
      store,
      archive: join(folder, 'archive'),
      async reopen() {
        await store.close();
        return (store = await openSqliteStore({ file, hourShift }));
      },
      backups: { path: join(folder, 'copy.db'), open: (path) => openSqliteStore({ file: path, hourShift }) },
    };
  });
});
