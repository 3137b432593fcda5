import { expect, test } from 'vitest';
import { seededRandom } from '#data/kit/random.ts';
import { dispersion } from '#data/stats/dispersion.ts';
import { median } from '#data/stats/median.ts';

const counts = (...values: number[]) =>
  values.map((count) => ({ count, expected: values.reduce((a, b) => a + b, 0) / values.length }));

test('equal counts vary less than chance, which is said as 1', () => {
  expect(dispersion(counts(10, 10, 10, 10), 1)).toBe(1);
});

test('the index of dispersion of Student (1907): variance over mean', () => {
  // 4, 6, 14, 16: mean 10, variance 34.667.
  expect(dispersion(counts(4, 6, 14, 16), 1)).toBeCloseTo(34.6667 / 10, 4);
});

test('one count alone says nothing of spread', () => {
  expect(dispersion(counts(7), 1)).toBe(1);
});

test('rows that expect nothing are not counted as evidence', () => {
  expect(dispersion([...counts(4, 6, 14, 16), { count: 0, expected: 0 }], 1)).toBeCloseTo(3.46667, 4);
});

test('independent events come out near 1', () => {
  const random = seededRandom('dispersion');
  const thousands = Array.from({ length: 2000 }, () => {
    let count = 0;
    for (let i = 0; i < 400; i++) if (random() < 0.05) count++;
    return { count, expected: 20 };
  });
  expect(dispersion(thousands, 0)).toBeLessThan(1.06);
});

test('median', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeNaN();
});
