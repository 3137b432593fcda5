import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { seededRandom } from '#data/kit/random.ts';
import { openPostgresStore } from '#server/store/postgres/open.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import type { Store } from '#server/store/store.ts';
import { sayAloud, skipAloud } from '../support/aloud.ts';
import { hasPostgres, makeDatabase, makeSchema } from '../support/postgres/database.ts';
import { startAppender } from '../support/store-child.ts';
import { temporaryFolder } from '../support/store-file.ts';

const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 10);

test(`on SQLite nothing that was acknowledged is missing after ${ROUNDS} kills at any moment`, async () => {
  const file = join(temporaryFolder(), 'store.db');
  await killAndLook(file, () => openSqliteStore({ file, hourShift: 0 }));
}, 600_000);

test(`on PostgreSQL nothing that was acknowledged is missing after ${ROUNDS} kills at any moment`, async ({ skip }) => {
  if (!hasPostgres) return skipAloud(skip, 'killed processes on PostgreSQL: no server answers');
  const database = await makeDatabase();
  onTestFinished(database.remove);
  const url = await makeSchema(database.url);
  await killAndLook(url, () => openPostgresStore({ url, node: 'test', hourShift: 0, secret: 'one' }));
}, 600_000);

/** Kills a process that appends, again and again, and looks for what it had acknowledged. */
async function killAndLook(where: string, open: () => Promise<Store>): Promise<void> {
  const random = seededRandom('kill -9');
  const acknowledged: string[] = [];
  const epochs = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const { child, opened, ended } = startAppender(where, `round-${round}`);
    const some = acknowledging(child, 6 + random() * 30);
    await opened;
    await some;
    await wait(random() * 20);
    child.kill('SIGKILL');
    acknowledged.push(...idsOf(await ended));

    const store = await open();
    epochs.add(store.log.place().epoch);
    const kept = await Promise.all(acknowledged.slice(-500).map((id) => store.incidents.get(id)));
    expect(acknowledged.slice(-500).filter((_, i) => kept[i] === null)).toEqual([]);
    if (round === ROUNDS - 1) {
      expect(await store.verify()).toMatchObject({ ok: true });
      const all = await Promise.all(acknowledged.map((id) => store.incidents.get(id)));
      expect(all.filter((row) => row === null)).toEqual([]);
    }
    await store.close();
  }
  sayAloud(`${acknowledged.length} acknowledged appends over ${ROUNDS} kills, none missing`);
  expect(acknowledged.length).toBeGreaterThan(ROUNDS * 5);
  expect(epochs.size, 'a kill is no reason for a new epoch').toBe(1);
}

/** Resolves once it has said of so many appends how they ended, however slow the machine is. */
function acknowledging({ stdout }: ChildProcess, appends: number): Promise<void> {
  let lines = 0;
  return new Promise((resolve) =>
    stdout!.on('data', (chunk) => {
      lines += String(chunk).split('\n').length - 1;
      if (lines > appends) resolve();
    }),
  );
}

const idsOf = (lines: readonly string[]) => lines.filter((line) => /^\d/.test(line)).map((line) => line.split(' ')[1]!);
