import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareRates } from '#data/stats/two-rates.ts';

// The first row is the worked example of R's help page of poisson.test (breast cancer after
// fluoroscopy, 11 in 800 against 21 in 3011): p-value = 0.07967, 0.8584264 to 4.2772659,
// rate ratio 1.971488. The others are SciPy 1.17.1's binomtest, its proportions turned into ratios.
test.each([
  [11, 800, 21, 3011, 0.0796686330333295, 0.858426403391619, 4.277265943654079],
  [0, 1, 5, 1, 0.0625, 0, 1.091279105182546],
  [7, 1, 0, 1, 0.015625, 1.4413085188349697, Infinity],
  [3, 1, 3, 1, 1, 0.1339375881777302, 7.466164006724067],
  [1500, 365, 1400, 366, 0.055772436518212454, 0.998226828620244, 1.156362479757393],
  [20341, 365, 19876, 365, 0.020681254985087567, 1.0035345921997942, 1.0436497035451437],
])('%d in %d against %d in %d', (x1, t1, x2, t2, p, low, high) => {
  const answer = compareRates({ count: x1, exposure: t1 }, { count: x2, exposure: t2 });
  expect(answer.p).toBeCloseTo(p, 10);
  expect(answer.low).toBeCloseTo(low, 9);
  if (high === Infinity) expect(answer.high).toBe(Infinity);
  else expect(answer.high).toBeCloseTo(high, 9);
});

test('a fall by nine tenths is one tenth of the rate', () => {
  expect(compareRates({ count: 12, exposure: 365 }, { count: 120, exposure: 365 }).ratio).toBeCloseTo(0.1, 12);
});

test('of nothing twice, nothing is said', () => {
  expect(compareRates({ count: 0, exposure: 1 }, { count: 0, exposure: 1 })).toEqual({
    ratio: null,
    low: 0,
    high: Infinity,
    p: 1,
  });
});

test('changing the sides turns the answer round', () => {
  const count = fc.nat(400);
  const exposure = fc.integer({ min: 1, max: 400 });
  fc.assert(
    fc.property(count, exposure, count, exposure, (x1, t1, x2, t2) => {
      fc.pre(x1 > 0 && x2 > 0);
      const one = compareRates({ count: x1, exposure: t1 }, { count: x2, exposure: t2 });
      const other = compareRates({ count: x2, exposure: t2 }, { count: x1, exposure: t1 });
      expect(one.p).toBeCloseTo(other.p, 8);
      expect(one.low * other.high).toBeCloseTo(1, 6);
      expect(one.ratio! * other.ratio!).toBeCloseTo(1, 9);
      expect(one.low).toBeLessThan(one.ratio!);
      expect(one.high).toBeGreaterThan(one.ratio!);
    }),
    { numRuns: 60 },
  );
});

test.each([
  [-1, 1],
  [1.5, 1],
  [1, 0],
])('a count of %d in %d is refused', (count, exposure) => {
  expect(() => compareRates({ count, exposure }, { count: 1, exposure: 1 })).toThrow(RangeError);
});
