import { describe, expect, test } from 'vitest';
import { paced } from '#client/map/pace/paced.ts';
import { createTestClock } from '../../support/test-clock.ts';

function work(cost: number) {
  const clock = createTestClock();
  let spent = 0;
  let runs = 0;
  const now = () => clock.now() + spent;
  const pace = paced(() => (runs++, (spent += cost)), clock, now);
  return { clock, pace, runs: () => runs };
}

describe('work that may be asked for too often', () => {
  test('is done at once after a rest', () => {
    const { pace, runs } = work(5);
    pace.ask();
    expect(runs()).toBe(1);
  });

  test('is done once for all who asked meanwhile, and the last is never left out', () => {
    const { clock, pace, runs } = work(5);
    for (let i = 0; i < 10; i++) pace.ask();
    expect(runs()).toBe(1);
    clock.advance(50);
    expect(runs()).toBe(2);
    clock.advance(1000);
    expect(runs()).toBe(2);
  });

  test('takes a fifth of the time at most', () => {
    const { clock, pace, runs } = work(100);
    for (let i = 0; i < 400; i++) {
      pace.ask();
      clock.advance(10);
    }
    expect(runs()).toBeLessThanOrEqual(11);
    expect(runs()).toBeGreaterThan(8);
  });

  test('is not done any more when stopped', () => {
    const { clock, pace, runs } = work(5);
    pace.ask();
    pace.ask();
    pace.stop();
    clock.advance(1000);
    expect(runs()).toBe(1);
  });
});
