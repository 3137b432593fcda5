import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { endSessionsIn } from '#server/store/sqlite/whole/end-sessions.ts';
import { exchangeable } from '#server/store/exchangeable.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import type { Change } from '#server/store/store.ts';
import { temporaryFolder } from '../support/store-file.ts';

async function opened() {
  const file = join(temporaryFolder(), 'store.db');
  const store = await openSqliteStore({ file, hourShift: 0 });
  const told: (Change | null)[] = [];
  store.changes.follow((changes) => told.push(...(changes ?? [null])));
  onTestFinished(() => store.close());
  return { file, store, told };
}

test('what another process writes into the file is told within a second', async () => {
  const { file, store, told } = await opened();
  await store.drawers.put('session', 'a', 'mine');
  const other = new Database(file);
  other.exec("DELETE FROM drawer WHERE id = 'a'; INSERT INTO token VALUES ('aa', 'x', '{}')");
  other.close();
  await vi.waitFor(
    () =>
      expect(told.slice(1)).toMatchObject([
        { drawer: 'session', id: 'a', body: null },
        { drawer: 'token', id: 'aa', body: '{}' },
      ]),
    { timeout: 1000, interval: 20 },
  );
});

test('what another process has written is no longer decided upon by who has not seen it', async () => {
  const { file, store } = await opened();
  await store.drawers.put('person', 'ann', '1');
  const at = store.changes.upto();
  const other = new Database(file);
  other.exec("UPDATE drawer SET body = 'x' WHERE 0; INSERT OR REPLACE INTO drawer VALUES ('person', 'ann', '2')");
  other.close();
  expect(await store.drawers.putIf('person', 'ann', '3', at)).toBe(false);
  expect(store.changes.upto()).toBe(at + 1);
  expect(await store.drawers.get('person', 'ann')).toBe('2');
});

test('sessions that are taken out of a file that nobody has open are changes too', async () => {
  const { file, store } = await opened();
  await store.drawers.put('session', 'a', 'x');
  const { upto } = await store.changes.since(0);
  await store.close();
  endSessionsIn(file);
  const again = await openSqliteStore({ file, hourShift: 0 });
  expect((await again.changes.since(upto)).changes).toMatchObject([{ drawer: 'session', id: 'a', body: null }]);
  await again.close();
});

test('who follows a store that is exchanged is told to read everything anew, and goes on following', async () => {
  const folder = temporaryFolder();
  let n = 0;
  const store = await exchangeable(() => openSqliteStore({ file: join(folder, `${++n}.db`), hourShift: 0 }));
  const told: (string | null)[] = [];
  store.changes.follow((changes) => told.push(...(changes?.map(({ id }) => id) ?? [null])));
  await store.drawers.put('person', 'ann', '{}');
  await store.exchange(() => {});
  await store.drawers.put('person', 'bob', '{}');
  expect(told).toEqual(['ann', null, 'bob']);
  await store.close();
});
