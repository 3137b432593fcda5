import Database from 'better-sqlite3';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { SourceName } from '#data/contract/ids.ts';
import { withoutPassword } from '#server/access/person-record.ts';
import { settleAccess } from '#server/store/sqlite/carry-access.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { verifyFile } from '#server/store/sqlite/verify-file.ts';
import { exchangeStore, prepareRestore } from '#server/store/sqlite/restore.ts';
import type { Store } from '#server/store/store.ts';
import { apart, reported } from '../support/store-facts.ts';
import { temporaryFolder } from '../support/store-file.ts';

const grant = (name: string) => ({ kind: 'source' as const, name: name as SourceName });
const person = (id: string, over: object = {}) =>
  JSON.stringify({
    id,
    name: id,
    role: 'officer',
    oversight: false,
    left: false,
    enrolBy: 0,
    generation: 0,
    password: `hash of ${id}`,
    ...over,
  });

async function during<T>(file: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openSqliteStore({ file, hourShift: 0 });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** A backup with people and tokens, and the store that went on from it: one left, one has a new password, tokens came and went. */
async function history(): Promise<{ file: string; backup: string }> {
  const folder = temporaryFolder();
  const [file, backup] = [join(folder, 'store.db'), join(folder, 'backup.db')];
  await during(file, async (store) => {
    await store.log.append(apart(reported('before')));
    for (const id of ['ann', 'bob', 'eve']) await store.drawers.put('person', id, person(id));
    await store.drawers.put('session', 's1', 'of eve');
    await store.drawers.put('pairing', 'p1', 'waits');
    for (const name of ['old', 'lost']) await store.tokens.add(name, grant(name));
    await store.backup(backup);
    await store.log.append(apart(reported('after')));
    await store.drawers.put('person', 'eve', person('eve', { left: true, generation: 1, password: undefined }));
    await store.drawers.put('person', 'bob', person('bob', { generation: 1, password: 'another hash' }));
    await store.tokens.revoke('lost');
    await store.tokens.add('new', grant('new'));
  });
  return { file, backup };
}

async function restore(backup: string, file: string, keep = false) {
  const draft = await prepareRestore(backup, file, () => {});
  if (!draft.ok) throw new Error(draft.refusal.why);
  const access = settleAccess({ ...draft.value, storeFile: file, keep, withoutPassword });
  exchangeStore(draft.value.draft, file);
  return during(file, async (store) => {
    const people = (await store.drawers.list('person')).map(({ body }) => JSON.parse(String(body)));
    return {
      access,
      verified: (await store.verify()).ok,
      incidents: (await store.incidents.list({}, { limit: 9 })).items.map(({ id }) => id),
      waiting: [...(await store.drawers.list('session')), ...(await store.drawers.list('pairing'))].length,
      tokens: (await store.tokens.list()).map(({ name }) => name),
      passwords: Object.fromEntries(people.map(({ id, password }) => [id, password])),
      left: people.filter(({ left }) => left).map(({ id }) => id),
    };
  });
}

test('beside the store that it was made of, a backup brings back what happened, and nobody who was sent away', async () => {
  const { file, backup } = await history();
  const same = { access: 'as-now', verified: true, incidents: ['before'], waiting: 0, tokens: ['new', 'old'] };
  const people = { passwords: { ann: 'hash of ann', bob: 'another hash' }, left: ['eve'] };
  expect(await restore(backup, file)).toEqual({ ...same, ...people });
  // And again, out of what the restore has made.
  expect(await restore(backup, file)).toEqual({ ...same, ...people });
});

const nobody = {
  access: 'ended',
  verified: true,
  incidents: ['before'],
  waiting: 0,
  tokens: [],
  passwords: {},
  left: [],
};

test('where that store is gone, all tokens are ended and no password is good', async () => {
  const { file, backup } = await history();
  for (const part of ['', '-wal', '.served']) rmSync(file + part, { force: true });
  expect(await restore(backup, file)).toEqual(nobody);
});

test('where another store stands in its place, the same', async () => {
  const { file, backup } = await history();
  for (const part of ['', '-wal', '.served']) rmSync(file + part, { force: true });
  await during(file, async (store) => {
    await store.log.append(apart(reported('of another city')));
    await store.tokens.add('lost', grant('lost'));
  });
  expect(await restore(backup, file)).toEqual(nobody);
});

test('where somebody was put into that store behind its back, they do not come along', async () => {
  const { file, backup } = await history();
  const db = new Database(file);
  db.prepare("INSERT INTO drawer VALUES ('person', 'mallory', ?)").run(person('mallory', { role: 'admin' }));
  db.close();
  expect(await restore(backup, file)).toEqual(nobody);
});

test('where whoever restores says that nobody was sent away, all is as the backup has it', async () => {
  const { file, backup } = await history();
  rmSync(file);
  expect(await restore(backup, file, true)).toMatchObject({
    access: 'kept',
    verified: true,
    tokens: ['lost', 'old'],
    passwords: { ann: 'hash of ann', bob: 'hash of bob', eve: 'hash of eve' },
    waiting: 0,
  });
});

test('a backup of an older version is restored as well, and only a start brings a store itself to this one', async () => {
  const { file, backup } = await history();
  for (const part of ['', '-wal', '.served']) rmSync(file + part, { force: true });
  const older = new Database(backup);
  older.exec(`
    DELETE FROM fact WHERE seq > 1; DELETE FROM meta WHERE key IN ('vouched', 'head', 'textUpto');
    DROP TABLE lease; DROP TABLE letter; DROP TABLE incident_text; DROP TABLE text_due;
    ALTER TABLE incident DROP COLUMN day_only;
    DROP TABLE rollup;
    CREATE TABLE rollup (hour INTEGER NOT NULL, category INTEGER NOT NULL, cell INTEGER NOT NULL, count INTEGER NOT NULL,
      PRIMARY KEY (hour, category, cell)) STRICT, WITHOUT ROWID;
    PRAGMA user_version = 4`);
  older.close();
  await expect(verifyFile(backup, () => {})).rejects.toThrow('version 4');
  expect(await restore(backup, file)).toEqual(nobody);
});
