import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { Seq } from '#data/contract/ids.ts';
import { seededRandom } from '#data/kit/random.ts';
import { openPostgresStore } from '#server/store/postgres/open.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import type { Store } from '#server/store/store.ts';
import { skipAloud } from '../support/aloud.ts';
import { hasPostgres, makeDatabase, makeSchema } from '../support/postgres/database.ts';
import { HOUR, MONDAY, reported } from '../support/store-facts.ts';
import { smallDisk, temporaryFolder } from '../support/store-file.ts';

const DAYS = 40;
const KILLS = 3;
/** Long titles that no packing makes short, so that files are some kilobytes. */
const random = seededRandom('titles');
const title = () => Array.from({ length: 40 }, () => Math.floor(random() * 36 ** 8).toString(36)).join('');
const entries = Array.from({ length: DAYS * 8 }, (_, i) => ({
  facts: [reported(`r${i}`, { at: MONDAY + i * 3 * HOUR, title: title().slice(0, 200) })],
}));
const before = MONDAY + (DAYS - 2) * 24 * HOUR;
const script = fileURLToPath(new URL('../support/store-archiver.ts', import.meta.url));

type Place = { where: string; archive: string; open: () => Promise<Store> };

function onSqlite(archive = join(temporaryFolder(), 'archive')): Place {
  const where = join(temporaryFolder(), 'store.db');
  return { where, archive, open: () => openSqliteStore({ file: where, hourShift: 0, archive }) };
}

async function onPostgres(): Promise<Place> {
  const database = await makeDatabase();
  onTestFinished(database.remove);
  const where = await makeSchema(database.url);
  const archive = join(temporaryFolder(), 'archive');
  return {
    where,
    archive,
    open: () => openPostgresStore({ url: where, node: 'test', hourShift: 0, secret: 'one', archive }),
  };
}

test('on SQLite no fact is lost where whoever moves old ones into files is killed at any moment', async () => {
  await killAndLook(onSqlite());
});

test('on PostgreSQL no fact is lost where whoever moves old ones into files is killed at any moment', async ({
  skip,
}) => {
  if (!hasPostgres) return skipAloud(skip, 'a killed archiver on PostgreSQL: no server answers');
  await killAndLook(await onPostgres());
});

test('on a full disk nothing is deleted that is in no file, and the run goes on once there is room', async ({
  skip,
}) => {
  const archive = smallDisk('40k');
  if (!archive) return skip('no file system can be mounted');
  const place = onSqlite(archive);
  const facts = await fill(place);
  const said = await ranTo(place);
  expect(said).toMatch(/^refused ENOSPC/m);
  const store = await place.open();
  expect(await store.log.read(0 as Seq, entries.length)).toEqual(facts);
  expect(readdirSync(archive).filter((name) => name.endsWith('.partial'))).toEqual([]);
  expect(await store.verify()).toMatchObject({ ok: true });
  await store.close();
});

async function fill({ open }: Place) {
  const store = await open();
  await store.log.append(entries);
  const facts = await store.log.read(0 as Seq, entries.length);
  await store.close();
  return facts;
}

/** Kills it at any moment, again and again, and lets it come to its end at last. */
async function killAndLook(place: Place): Promise<void> {
  const facts = await fill(place);
  const moment = seededRandom('kill -9');
  for (let kills = 0; kills < KILLS; kills++) {
    await ranTo(place, moment() * 150);
    const store = await place.open();
    expect(await store.log.read(0 as Seq, entries.length), `after ${kills + 1} kills`).toEqual(facts);
    await store.close();
  }
  expect(await ranTo(place)).toContain('done');
  const store = await place.open();
  expect(await store.log.read(0 as Seq, entries.length)).toEqual(facts);
  expect(await store.verify()).toMatchObject({ ok: true });
  const sealed = await store.archive.sealed();
  expect(sealed.at(-1)!.last).toBeGreaterThan((DAYS - 4) * 8);
  expect(readdirSync(place.archive).sort()).toEqual(sealed.map(({ file }) => file).sort());
  await store.close();
}

/** What it said until its end, or until it was killed `ms` after it had opened the store. */
async function ranTo({ where, archive }: Place, ms?: number): Promise<string> {
  const child = spawn(process.execPath, [script, where, archive, String(before)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (ms !== undefined) child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), ms));
  return text(child.stdout);
}
