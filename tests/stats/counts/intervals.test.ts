import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isInsufficient } from '#data/stats/insufficient.ts';
import { overdispersion } from '#data/stats/counts/overdispersion.ts';
import { poissonInterval, rateInterval } from '#data/stats/counts/poisson-interval.ts';
import { rankIntervals } from '#data/stats/counts/rank-intervals.ts';
import { shrinkRates } from '#data/stats/counts/shrink.ts';
import { wilson } from '#data/stats/counts/wilson.ts';
import { poisson } from '#data/stats/count-distribution.ts';

describe("Garwood's interval of a count", () => {
  test.each([
    [0, 0, 3.6889],
    [1, 0.0253, 5.5716],
    [5, 1.6235, 11.6683],
    [10, 4.7954, 18.3904],
    [20, 12.2165, 30.8884],
    [100, 81.364, 121.6268],
  ])('%d: %d to %d', (count, low, high) => {
    const found = poissonInterval(count);
    expect(found[0]).toBeCloseTo(low, 4);
    expect(found[1]).toBeCloseTo(high, 4);
  });

  test('12 among 48,000 are 25 per 100,000, from 12.92 to 43.67', () => {
    const { rate, low, high } = rateInterval({ count: 12, exposure: 48_000 }, 100_000);
    expect(rate).toBeCloseTo(25, 10);
    expect(low).toBeCloseTo(12.92, 2);
    expect(high).toBeCloseTo(43.67, 2);
  });

  test('at its ends the count seen is as unlikely as said', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), (count) => {
        const [low, high] = poissonInterval(count);
        expect(poisson(low).atMost(count - 1)).toBeCloseTo(0.975, 9);
        expect(poisson(high).atMost(count)).toBeCloseTo(0.025, 9);
      }),
      { numRuns: 50 },
    );
    expect(() => poissonInterval(-1)).toThrow(RangeError);
    expect(() => rateInterval({ count: 1, exposure: 0 }, 1000)).toThrow(RangeError);
  });
});

describe("Wilson's interval of a share", () => {
  test.each([
    [45, 50, 0.7864, 0.9565],
    [9, 10, 0.5958, 0.9821],
  ])('%d of %d: %d to %d', (of, all, low, high) => {
    const found = wilson(of, all);
    if (isInsufficient(found)) throw new Error('a share was to be said');
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });
  test('it stays within 0 and 1, and of nothing says nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(400), (all, some) => {
        const found = wilson(some % (all + 1), all);
        if (isInsufficient(found)) throw new Error('a share was to be said');
        expect(found.low).toBeGreaterThanOrEqual(0);
        expect(found.high).toBeLessThanOrEqual(1);
        expect(found.low).toBeLessThanOrEqual(found.share);
        expect(found.high).toBeGreaterThanOrEqual(found.share);
      }),
      { numRuns: 50 },
    );
    expect(wilson(0, 0)).toEqual({ insufficient: 'events', needs: 1, has: 0 });
    expect(() => wilson(3, 2)).toThrow(RangeError);
  });
});

describe('counts that vary more than chance', () => {
  test('equal counts do not, and one month of a flood does', () => {
    expect(overdispersion([5, 5, 5, 5])).toMatchObject({ index: 0, p: 1, size: null });
    const flood = overdispersion([5, 6, 4, 40, 5, 5]);
    if (isInsufficient(flood)) throw new Error('it was to be said');
    expect(flood.p).toBeLessThan(1e-9);
    expect(flood.size! + flood.mean).toBeGreaterThan(flood.mean);
    // R: mean + mean^2 / size is the variance again.
    expect(flood.mean + flood.mean ** 2 / flood.size!).toBeCloseTo(flood.variance, 9);
  });
  test('one count, or none at all, says nothing', () => {
    expect(overdispersion([7])).toMatchObject({ insufficient: 'points' });
    expect(overdispersion([0, 0, 0])).toMatchObject({ insufficient: 'events' });
  });
});

describe('small areas', () => {
  test('are drawn to the whole, the smallest most', () => {
    const found = shrinkRates([
      { count: 2, exposure: 10 },
      { count: 100, exposure: 1000 },
      { count: 300, exposure: 1000 },
      { count: 90, exposure: 1000 },
    ]);
    if (isInsufficient(found)) throw new Error('it was to be said');
    const whole = 492 / 3010;
    expect(found[0]!.weight).toBeLessThan(found[1]!.weight);
    for (const { rate, raw } of found) {
      expect(rate).toBeGreaterThanOrEqual(Math.min(raw, whole));
      expect(rate).toBeLessThanOrEqual(Math.max(raw, whole));
    }
  });
  test('that differ by no more than chance are all the whole', () => {
    const found = shrinkRates([
      { count: 10, exposure: 100 },
      { count: 11, exposure: 100 },
    ]);
    expect(found).toMatchObject([
      { rate: 0.105, weight: 0 },
      { rate: 0.105, weight: 0 },
    ]);
    expect(shrinkRates([{ count: 1, exposure: 1 }])).toMatchObject({ insufficient: 'places' });
  });
  test('have the ranks that their intervals leave open', () => {
    expect(
      rankIntervals([
        { low: 8, high: 9 },
        { low: 1, high: 4 },
        { low: 3, high: 5 },
        { low: 0, high: 0.5 },
      ]),
    ).toEqual([
      { best: 1, worst: 1 },
      { best: 2, worst: 3 },
      { best: 2, worst: 3 },
      { best: 4, worst: 4 },
    ]);
  });
});
