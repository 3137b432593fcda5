import { expect, test } from 'vitest';
import { createTempo } from '#server/demo/tempo.ts';

test('up to the moment that somebody looks, time takes its time; from then on it takes a tenth', () => {
  const tempo = createTempo(10, 1000);
  expect(tempo.after(0, 900)).toBe(900);
  expect(tempo.after(0, 1500)).toBe(1050);
  expect(tempo.after(2000, 500)).toBe(2050);
  expect([tempo.pace(999), tempo.pace(1000)]).toEqual([1, 10]);
});

test('at the speed of life nothing is changed', () => {
  const tempo = createTempo(1, 1000);
  for (const [from, ms] of [
    [0, 10],
    [500, 900],
    [3000, 1],
  ] as const)
    expect(tempo.after(from, ms)).toBe(from + ms);
});
