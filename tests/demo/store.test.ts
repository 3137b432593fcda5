import { expect, test } from 'vitest';
import { stateHash } from '#data/fold/state-hash.ts';
import { redactBoard } from '#data/rules/audience.ts';
import { temporaryFolder } from '../support/store-file.ts';
import { liveOn } from './live-on.ts';
import { MORNING } from './world.ts';

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
