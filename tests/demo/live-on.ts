import { join } from 'node:path';
import pino from 'pino';
import { seededRandom } from '#data/kit/random.ts';
import { HOUR } from '#data/rules/civil-day.ts';
import { createApp } from '#server/app.ts';
import { createDemo } from '#server/demo/create-demo.ts';
import { idsWithDemo } from '#server/demo/exercise.ts';
import { createDemoClock } from '#server/demo/demo-clock.ts';
import { incidentIds } from '#server/intake/incident-id.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { makePack } from '../support/pack.ts';
import { createTestClock } from '../support/test-clock.ts';
import { MORNING } from './world.ts';

/** The demo over all parts of the server and a real store, at a moment that does not pass. */
export async function liveOn(folder: string, now: number) {
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
    clock,
    board: app.board,
    channels: app.channels,
    counted,
    async end() {
      await demo.stop();
      await app.stop();
      await store.close();
    },
  };
}
