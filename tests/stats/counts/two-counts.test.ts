import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eTest } from '#data/stats/counts/e-test.ts';
import { wheelerZ } from '#data/stats/counts/wheeler-z.ts';
import { weightedDisplacement } from '#data/stats/counts/weighted-displacement.ts';
import { normalAbove, normalAboveQuantile, normalSurprise } from '#data/stats/normal.ts';
import { compareRates } from '#data/stats/two-rates.ts';

const of = (count: number, exposure = 1) => ({ count, exposure });

describe('the E-test of Krishnamoorthy and Thomson', () => {
  test.each([
    [6, 2, 0.174875],
    [0, 3, 0.088379],
    [3, 2, 0.737152],
    [25, 16, 0.164796],
    [9, 4, 0.182978],
    [5, 1, 0.129452],
    [12, 4, 0.045996],
    [40, 30, 0.234326],
    [104, 142, 0.015458],
    [30, 15, 0.025254],
  ])('%d against %d: p = %d', (now, before, p) => {
    expect(eTest(of(now), of(before))).toBeCloseTo(p, 6);
  });

  test('25 in one unit against 192 in twelve, and equal rates of unequal spans', () => {
    expect(eTest(of(25, 1), of(192, 12))).toBeCloseTo(0.033732, 6);
    expect(eTest(of(20, 10), of(4, 2))).toBeCloseTo(1, 9);
  });

  test('of nothing twice nothing is said, and what is no count is refused', () => {
    expect(eTest(of(0), of(0))).toBe(1);
    expect(() => eTest(of(-1), of(2))).toThrow(RangeError);
    expect(() => eTest(of(1.5), of(2))).toThrow(RangeError);
    expect(() => eTest(of(1, 0), of(2))).toThrow(RangeError);
  });

  test('the sides may be changed, it is a probability, and large counts are answered', () => {
    const side = fc.record({ count: fc.nat(300), exposure: fc.integer({ min: 1, max: 30 }) });
    fc.assert(
      fc.property(side, side, (one, other) => {
        const p = eTest(one, other);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(eTest(other, one)).toBeCloseTo(p, 9);
      }),
      { numRuns: 60 },
    );
    expect(eTest(of(43_543), of(43_362))).toBeCloseTo(normalSurprise((43_543 - 43_362) / Math.sqrt(86_905)), 9);
  });

  test('many events are judged by the normal law, which a little below says the same', () => {
    for (const [now, before] of [
      [20_100, 19_800],
      [20_200, 19_700],
      [19_500, 20_200],
    ] as const)
      // prettier-ignore
      expect(eTest(of(now), of(before))).toBeCloseTo(normalSurprise((now - before) / Math.sqrt(now + before)), 3);
  });
});

test.each([
  [25, 16, 0.21102],
  [9, 4, 0.26685],
  [30, 15, 0.0357],
  [104, 142, 0.01814],
  [12, 4, 0.07681],
])('the exact conditional test of %d against %d: p = %d', (now, before, p) => {
  expect(compareRates(of(now), of(before)).p).toBeCloseTo(p, 5);
});

describe("Wheeler's z", () => {
  test.each([
    [25, 16, 2],
    [9, 4, 2],
    [30, 15, 3.2085],
    [104, 142, -3.4367],
    [12, 4, 2.9282],
    [0, 3, -3.4641],
  ])('%d against %d: %d', (now, before, z) => {
    expect(wheelerZ(now, before)).toBeCloseTo(z, 4);
  });

  // Los Angeles 2006 against 2005 and New York 2018 against 2017, as their police published them.
  test.each([
    [414, 432, -0.88],
    [12_300, 11_534, 7.02],
    [21_049, 23_065, -13.58],
    [289, 292, -0.18],
    [1795, 1467, 8.13],
    [43_543, 43_362, 0.87],
    [270, 217, 3.4],
  ])('published: %d against %d: %d', (now, before, z) => {
    expect(wheelerZ(now, before)).toBeCloseTo(z, 2);
  });
});

describe('the weighted displacement difference', () => {
  test('of an area and its control', () => {
    const { difference, error, z } = weightedDisplacement([20, 10], [20, 20]);
    expect(difference).toBe(-10);
    expect(error).toBeCloseTo(8.3666, 4);
    expect(z).toBeCloseTo(-1.1952, 4);
  });
  test('with what only moved next door', () => {
    const found = weightedDisplacement([207, 110], [308, 318], { treated: [178, 157], control: [150, 140] });
    expect(found.difference).toBe(-118);
    expect(found.error).toBeCloseTo(39.598, 3);
    expect(found.z).toBeCloseTo(-2.98, 2);
    expect(found.p).toBeCloseTo(0.0029, 4);
  });
  test('of no event anywhere: no difference, and no NaN', () => {
    expect(weightedDisplacement([0, 0], [0, 0])).toEqual({ difference: 0, error: 0, z: 0, p: 1 });
  });
});

test('a normal variable exceeds 1.96 once in forty times', () => {
  expect(normalAbove(1.959963984540054)).toBeCloseTo(0.025, 12);
  expect(normalAbove(-1.959963984540054)).toBeCloseTo(0.975, 12);
  expect(normalAboveQuantile(0.025)).toBeCloseTo(1.959963984540054, 10);
  expect(() => normalAboveQuantile(0)).toThrow(RangeError);
});

test('a tenth after five years is 63.1 % a year', () => {
  expect(0.1 ** (1 / 5)).toBeCloseTo(0.631, 4);
});
