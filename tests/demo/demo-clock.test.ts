import { expect, test } from 'vitest';
import { createDemoClock } from '#server/demo/demo-clock.ts';
import { createTestClock } from '../support/test-clock.ts';

test('goes with the real clock until it is stood, and again once it is let go', () => {
  const real = createTestClock(1000);
  const clock = createDemoClock(real);
  expect(clock.now()).toBe(1000);
  clock.standAt(400);
  real.advance(50);
  expect(clock.now()).toBe(400);
  clock.letGo();
  expect(clock.now()).toBe(1050);
});

test('while it stands it never runs back, and what falls due on the way happens in its order', () => {
  const clock = createDemoClock(createTestClock(1000));
  const said: string[] = [];
  clock.standAt(100);
  clock.after(50, () => said.push(`second at ${clock.now()}`));
  clock.after(20, () => said.push(`first at ${clock.now()}`));
  const stop = clock.after(30, () => said.push('never'));
  stop();
  clock.standAt(110);
  expect(said).toEqual([]);
  clock.standAt(500);
  clock.standAt(300);
  expect(clock.now()).toBe(500);
  expect(said).toEqual(['first at 500', 'second at 500']);
});

test('what was set before waits until the clock is let go, unless it is taken along', () => {
  for (const taken of [false, true]) {
    const real = createTestClock(1_000_000);
    const clock = createDemoClock(real);
    let rings = 0;
    clock.after(60, () => rings++);
    if (taken) clock.takeBackTo(500);
    else clock.standAt(500);
    clock.standAt(559);
    expect(rings).toBe(0);
    clock.standAt(560);
    expect(rings).toBe(taken ? 1 : 0);
    clock.letGo();
    real.advance(60);
    expect(rings).toBe(1);
  }
});

test('what was set while it stood and has not happened rings once the real clock gets there', () => {
  const real = createTestClock(1000);
  const clock = createDemoClock(real);
  let rings = 0;
  clock.standAt(900);
  clock.after(150, () => rings++);
  clock.letGo();
  real.advance(49);
  expect(rings).toBe(0);
  real.advance(1);
  expect(rings).toBe(1);
});
