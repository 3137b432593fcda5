import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countDistribution,
  countQuantile,
  countSurprise,
  negativeBinomial,
  poisson,
} from '#data/stats/count-distribution.ts';
import { betaQuantile, betaRatio } from '#data/stats/incomplete-beta.ts';
import { upperGammaRatio } from '#data/stats/incomplete-gamma.ts';
import { logGamma } from '#data/stats/log-gamma.ts';

// Values beside a call are those of SciPy 1.17.1 (gammaln, gammaincc, betainc, poisson, nbinom).
const close = (actual: number, expected: number) => expect(Math.abs(actual / expected - 1)).toBeLessThan(1e-10);

describe('special functions', () => {
  test.each([
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247],
    [3.7, 1.428072326665388],
    [12.99, 19.96195854446561],
    [13, 19.987214495661885],
    [100.5, 361.4355404678],
    [1e6, 12815504.569147611],
  ])('logGamma(%d)', (x, expected) => close(logGamma(x), expected));

  test('logGamma(n + 1) is the logarithm of n factorial', () => {
    let factorial = 1;
    for (let n = 1; n <= 20; n++) {
      factorial *= n;
      expect(logGamma(n + 1)).toBeCloseTo(Math.log(factorial), 12);
    }
  });

  test.each([
    [0.5, 0.2, 0.5270892568655381],
    [3, 10, 0.0027693957155115775],
    [50, 40, 0.9296649333406051],
    [1000, 1010, 0.37232105526300524],
    [1e5, 99_900, 0.6237251072456567],
  ])('upperGammaRatio(%d, %d)', (a, x, expected) => close(upperGammaRatio(a, x), expected));

  test.each([
    [0.3, 2, 5, 0.579825],
    [0.9, 0.5, 0.5, 0.7951672353008665],
    [0.5, 2000, 2050, 0.7839974194396726],
    [0.01, 1, 300, 0.9509591059287141],
  ])('betaRatio(%d, %d, %d)', (x, a, b, expected) => close(betaRatio(x, a, b), expected));

  test('a beta quantile gives its probability back', () => {
    const shape = fc.double({ min: 0.5, max: 3000, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), shape, shape, (p, a, b) => {
        expect(betaRatio(betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 9);
      }),
      { numRuns: 100 },
    );
  });

  test('arguments outside a function are refused, not answered with NaN', () => {
    for (const wrong of [
      () => logGamma(0),
      () => upperGammaRatio(0, 1),
      () => upperGammaRatio(1, NaN),
      () => betaRatio(1.1, 1, 1),
      () => betaQuantile(2, 1, 1),
    ])
      expect(wrong).toThrow(RangeError);
  });
});

describe('counts', () => {
  test.each([
    [0, 2.5, 0.0820849986238988],
    [10, 7.3, 0.8788247669203468],
    [1000, 1020, 0.27182795608259536],
  ])('Poisson: %d or fewer of a mean of %d', (count, mean, expected) => close(poisson(mean).atMost(count), expected));

  test.each([
    [0, 2.5, 4, 0.14109124712351406],
    [10, 7.3, 20, 0.7904693055268377],
    [1000, 1020, 3000, 0.3657839541139351],
  ])('negative binomial: %d or fewer of mean %d, variance %d', (count, mean, variance, expected) =>
    close(negativeBinomial(mean, variance).atMost(count), expected),
  );

  test.each([
    [7.3, 7.3, 3, 13],
    [1020, 1020, 958, 1083],
    [7.3, 20, 1, 18],
    [1020, 3000, 915, 1130],
  ])('the middle 95 %% of mean %d, variance %d', (mean, variance, low, high) => {
    const counts = countDistribution(mean, variance);
    expect([countQuantile(counts, 0.025), countQuantile(counts, 0.975)]).toEqual([low, high]);
  });

  test('a quantile is the first count that reaches its probability', () => {
    const mean = fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 2000, noNaN: true }));
    fc.assert(
      fc.property(
        mean,
        fc.double({ min: 0.5, max: 8, noNaN: true }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (m, spread, p) => {
          const counts = countDistribution(m, m * spread);
          const k = countQuantile(counts, p);
          expect(counts.atMost(k)).toBeGreaterThanOrEqual(p);
          if (k > 0) expect(counts.atMost(k - 1)).toBeLessThan(p);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('more spread makes the same count less surprising', () => {
    expect(countSurprise(countDistribution(100, 100), 130)).toBeLessThan(0.01);
    expect(countSurprise(countDistribution(100, 400), 130)).toBeGreaterThan(0.1);
  });

  test('where nothing is expected, nothing is no surprise and one is', () => {
    expect(countSurprise(countDistribution(0, 0), 0)).toBe(1);
    expect(countSurprise(countDistribution(0, 0), 1)).toBe(0);
  });
});
