import { expect, test } from 'vitest';
import { untilLoaded } from '#client/page/until-loaded.ts';
import { createTestClock } from '../../support/test-clock.ts';

test('a part of the page that does not come is asked for again, until it is there', async () => {
  const clock = createTestClock();
  let asked = 0;
  const part = untilLoaded(async () => {
    if (++asked < 3) throw new TypeError('Failed to fetch dynamically imported module');
    return 'the map';
  }, clock);
  await clock.pass(10_000);
  expect([await part, asked]).toEqual(['the map', 3]);
});
