import { writeSync } from 'node:fs';
import { archiveFacts } from '#server/store/archive/archive-facts.ts';
import { openPostgresStore } from '#server/store/postgres/open.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';

/** A process to be killed: `node store-archiver.ts FILE|DATABASE_URL FOLDER BEFORE_MS` moves old facts into archive files. */
const [where, archive, before] = process.argv.slice(2) as [string, string, string];
const store = where.startsWith('postgres:')
  ? await openPostgresStore({ url: where, node: 'archiver', hourShift: 0, secret: 'one', archive })
  : await openSqliteStore({ file: where, hourShift: 0, archive });
const fence = (await store.leases.take('retention', 'archiver', 0)) ?? null;
writeSync(1, 'open\n');
try {
  await archiveFacts({ store, folder: archive, fence: () => fence }, Number(before));
  writeSync(1, 'done\n');
} catch (error) {
  writeSync(1, `refused ${(error as Error).message}\n`);
}
await store.close();
