import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { seededRandom } from '#data/kit/random.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { sayAloud } from '../support/aloud.ts';
import { startAppender } from '../support/store-child.ts';
import { temporaryFolder } from '../support/store-file.ts';

const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 20);

test(`nothing that was acknowledged is missing after ${ROUNDS} kills at any moment`, async () => {
  const file = join(temporaryFolder(), 'store.db');
  const random = seededRandom('kill -9');
  const acknowledged: string[] = [];
  const epochs = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const { child, opened, ended } = startAppender(file, `round-${round}`);
    await opened;
    await wait(random() * 150);
    child.kill('SIGKILL');
    acknowledged.push(...idsOf(await ended));

    const store = await openSqliteStore({ file, hourShift: 0 });
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
}, 600_000);

const idsOf = (lines: readonly string[]) => lines.filter((line) => /^\d/.test(line)).map((line) => line.split(' ')[1]!);
