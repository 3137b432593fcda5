import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { UnitId } from '#data/contract/ids.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { apart, MONDAY, reported } from '../support/store-facts.ts';
import { temporaryFolder } from '../support/store-file.ts';

test('a report is acknowledged before the fixes that waited for the same commit', async () => {
  const store = await openSqliteStore({ file: join(temporaryFolder(), 'store.db'), hourShift: 0 });
  onTestFinished(() => store.close());
  const order: string[] = [];
  const fix = { unit: 'u' as UnitId, at: MONDAY, lon: 1, lat: 2, speed: 3, heading: 4 };
  await Promise.all([
    // Whatever comes while this one is committed waits together.
    store.log.append(apart(reported('first'))),
    store.tracks.keep([fix]).then(() => order.push('fixes')),
    store.log.append(apart(reported('second'))).then(() => order.push('report')),
  ]);
  expect(order).toEqual(['report', 'fixes']);
  expect(await store.tracks.latest()).toEqual([fix]);
});
