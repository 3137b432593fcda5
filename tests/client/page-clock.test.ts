import { expect, test } from 'vitest';
import { createSteadyClock, pageClock } from '#client/page/clock.ts';

const HOUR = 3_600_000;

function machine() {
  const at = { date: 1_700_000_000_000, monotonic: 50 };
  const clock = createSteadyClock({
    date: () => at.date,
    monotonic: () => at.monotonic,
    setTimeout: () => 0,
    clearTimeout: () => {},
  });
  const pass = (ms: number) => {
    at.date += ms;
    at.monotonic += ms;
  };
  return { at, clock, pass };
}

test('a clock that was set back does not take the page back, and time goes on', () => {
  const { at, clock, pass } = machine();
  const begun = clock.now();
  at.date -= HOUR;
  pass(1000);
  expect(clock.now()).toBe(begun + 1000);
  pass(1000);
  expect(clock.now()).toBe(begun + 2000);
});

test('a clock that was set forward makes things look older, once', () => {
  const { at, clock, pass } = machine();
  const begun = clock.now();
  at.date += HOUR;
  pass(1000);
  expect(clock.now()).toBe(begun + HOUR + 1000);
  at.date -= HOUR;
  pass(1000);
  expect(clock.now()).toBe(begun + HOUR + 2000);
});

test('a sleep through which only the date went on is not missed', () => {
  const { at, clock } = machine();
  const begun = clock.now();
  at.date += 8 * HOUR;
  expect(clock.now()).toBe(begun + 8 * HOUR);
});

test('a page has one clock', () => {
  expect(pageClock()).toBe(pageClock());
});
