import { getHeapStatistics } from 'node:v8';
import { expect, test } from 'vitest';
import { giveBackSoon } from '#server/give-back.ts';
import { createTestClock } from '../support/test-clock.ts';

/** Makes 100 MB that nobody holds once it has returned. */
function rush(): number {
  return Array.from({ length: 2_000_000 }, (_, i) => ({ i, text: `case ${i}` })).length;
}

test('what only a start needed is given back, once its rush is over', () => {
  const clock = createTestClock(0);
  giveBackSoon(clock);
  rush();
  const held = getHeapStatistics().total_heap_size;
  clock.advance(5000);
  expect(held - getHeapStatistics().total_heap_size).toBeGreaterThan(50_000_000);
});
