import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { exchangeStore, prepareRestore } from '#server/store/sqlite/restore.ts';
import { apart, reported } from '../support/store-facts.ts';
import { temporaryFolder } from '../support/store-file.ts';

const modeOf = (path: string) => statSync(path).mode & 0o777;
const modesIn = (folder: string) => readdirSync(folder).map((name) => [name, modeOf(join(folder, name))]);
const open = (file: string) => openSqliteStore({ file, hourShift: 0 });
const privateOnes = (folder: string, ...names: string[]) => {
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(names));
  expect(modesIn(folder).filter(([, mode]) => mode !== 0o600)).toEqual([]);
};

test('store, WAL, copies and backups can be read by nobody else, whatever the umask and whatever they were', async () => {
  const before = process.umask();
  const folder = join(temporaryFolder(), 'a', 'var');
  const file = join(folder, 'store.db');
  const store = await open(file);
  await store.log.append(apart(reported('i1')));
  expect(modeOf(folder)).toBe(0o700);
  privateOnes(folder, 'store.db', 'store.db-wal', 'store.db.lock', 'store.db.served');

  const elsewhere = temporaryFolder();
  const backup = join(elsewhere, 'today.db');
  await store.backup(backup);
  privateOnes(elsewhere, 'today.db');
  await store.close();

  chmodSync(backup, 0o644);
  const draft = await prepareRestore(backup, file, () => {});
  if (!draft.ok) throw new Error(draft.refusal.why);
  exchangeStore(draft.value.draft, file);
  privateOnes(folder, 'store.db', 'store.db.before-restore');
  expect(process.umask()).toBe(before);
});

test('a store of a time when it lay open is closed to others when it is opened', async () => {
  const folder = join(temporaryFolder(), 'var');
  mkdirSync(folder);
  const file = join(folder, 'store.db');
  await (await open(file)).close();
  writeFileSync(`${file}.before-restore`, '');
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644);
  chmodSync(folder, 0o755);
  const store = await open(file);
  expect(modeOf(folder)).toBe(0o700);
  privateOnes(folder, 'store.db', 'store.db-wal', 'store.db.lock', 'store.db.served', 'store.db.before-restore');
  await store.close();
});

test('a folder that holds the folders of others keeps its rights', async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'of-others'));
  await (await open(join(folder, 'store.db'))).close();
  expect(modeOf(folder)).toBe(0o755);
});
