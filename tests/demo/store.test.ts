import { join } from 'node:path';
import pino from 'pino';
import { expect, test } from 'vitest';
import { seededRandom } from '#data/kit/random.ts';
import { stateHash } from '#data/fold/state-hash.ts';
import { redactBoard } from '#data/rules/audience.ts';
import { HOUR } from '#data/rules/civil-day.ts';
import { createApp } from '#server/app.ts';
import { createDemo } from '#server/demo/create-demo.ts';
import { idsWithDemo } from '#server/demo/exercise.ts';
import { createDemoClock } from '#server/demo/demo-clock.ts';
import { incidentIds } from '#server/intake/incident-id.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { makePack } from '../support/pack.ts';
import { temporaryFolder } from '../support/store-file.ts';
import { createTestClock } from '../support/test-clock.ts';
import { MORNING } from './world.ts';

/** The demo over all parts of the server and a real store, at a moment that does not pass. */
async function liveOn(folder: string, now: number) {
  const pack = makePack();
  const clock = createTestClock(now);
  const store = await openSqliteStore({ file: join(folder, 'watchfloor.db'), hourShift: 0 });
  const cityClock = createDemoClock(clock);
  const app = await createApp({
    pack,
    store,
    clock,
    cityClock,
    random: seededRandom('test'),
    log: pino({ level: 'silent' }),
    secret: 'test-secret',
    incidentIds: idsWithDemo('store', incidentIds('test-secret')),
    build: '0',
    version: '0.0.0',
    dist: folder,
    hourShift: 0,
  });
  const demo = createDemo({
    ...app,
    log: store.log,
    pack,
    clock: cityClock,
    now: clock.now,
    seed: 'store',
    speed: 1,
    lastFixes: await store.tracks.latest(),
    broken: (error) => {
      throw error;
    },
  });
  await demo.start();
  const counted = async () => (await store.rollups.sum({ fromHour: 0, toHour: MORNING / HOUR + 1, by: [] }))[0]!.count;
  return {
    store,
    board: app.board,
    counted,
    async end() {
      await demo.stop();
      await app.stop();
      await store.close();
    },
  };
}

test('on a real store the past stands in the roll-ups, and a second start brings in nothing twice', async () => {
  const folder = temporaryFolder();
  const first = await liveOn(folder, MORNING);
  const before = await first.counted();
  expect(before).toBeGreaterThan(8000);
  const page = await first.store.incidents.list({ source: 'demo-city' }, { limit: 1 });
  expect(page.items[0]!.exercise).toBe(true);
  const head = first.store.log.place().seq;
  await first.end();

  const second = await liveOn(folder, MORNING + 60_000);
  expect((await second.counted()) - before).toBeLessThan(5);
  expect(second.store.log.place().seq - head).toBeLessThan(50);
  expect(second.board().units.size).toBe(16);
  await second.end();
});

test('two installations with the same seed and the same clock show the same state', async () => {
  const states: unknown[] = [];
  for (let i = 0; i < 2; i++) {
    const city = await liveOn(temporaryFolder(), MORNING);
    // As a desk sees it: contacts are on no screen, and sealed under keys of the installation's own.
    states.push([city.store.log.place().seq, stateHash(redactBoard(city.board(), { name: 'supervisor' }))]);
    await city.end();
  }
  expect(states[1]).toEqual(states[0]);
});
