import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isInsufficient } from '#data/stats/insufficient.ts';
import { stl, usualStl, type Stl, type StlOptions } from '#data/stats/series/stl.ts';

/** CO2 at Mauna Loa by month from 1959-01, parts per million (Keeling, Scripps Institution of Oceanography). A row a year. */
const co2 = readFileSync(join(import.meta.dirname, '../../fixtures/series/mauna-loa-co2.csv'), 'utf8')
  .trim()
  .split(/[,\n]/)
  .map(Number);

/** The example that comes with the Fortran (netlib `a/stl`). */
const example: StlOptions = {
  period: 12,
  seasonal: { length: 35, degree: 1, jump: 4 },
  trend: { length: 19, degree: 1, jump: 2 },
  lowPass: { length: 13, degree: 1, jump: 2 },
  inner: 1,
  outer: 2,
};

function divided(y: readonly number[], options: StlOptions): Stl {
  const answer = stl(y, options);
  if (isInsufficient(answer)) throw new Error('it was to be said');
  return answer;
}

describe('STL', () => {
  test('of 348 months is what the Fortran says', () => {
    expect(co2).toHaveLength(348);
    const { season, trend, weights } = divided(co2, example);
    [-0.13125464, 0.51706943, 1.08182068, 2.13326637].forEach((each, i) => expect(season[i]).toBeCloseTo(each, 8));
    [315.55193972, 315.64448157, 315.73702342, 315.83101934].forEach((each, i) =>
      expect(trend[i]).toBeCloseTo(each, 7),
    );
    [0.947488032, 0.882390708, 0.998157647].forEach((each, i) => expect(weights[i]).toBeCloseTo(each, 8));
    // Further in, where windows move and points are skipped.
    expect([season[148], trend[148], weights[147]]).toEqual([
      expect.closeTo(2.8471538320689866, 8),
      expect.closeTo(326.39746173975539, 7),
      expect.closeTo(0.104600308707067, 8),
    ]);
  });

  test('of the first 60 months finds the season of all within a tenth of its swing, and adds up', () => {
    const first = co2.slice(0, 60);
    expect(first.at(-1)).toBe(318.46);
    const { season, trend, remainder } = divided(first, example);
    first.forEach((each, i) => expect(trend[i]! + season[i]! + remainder[i]!).toBeCloseTo(each, 9));
    const whole = divided(co2, example).season;
    const swing = Math.max(...whole) - Math.min(...whole);
    season.slice(12, 48).forEach((each, i) => expect(Math.abs(each - whole[i + 12]!)).toBeLessThan(0.1 * swing));
  });

  test('a straight line has no season, and a season without noise is found whole', () => {
    const line = Array.from({ length: 72 }, (_, i) => 10 + 0.5 * i);
    const wave = line.map((each, i) => each + 3 * Math.sin((2 * Math.PI * i) / 12));
    divided(line, usualStl(12)).season.forEach((each) => expect(each).toBeCloseTo(0, 9));
    divided(wave, { ...usualStl(12), inner: 20 }).remainder.forEach((each) =>
      expect(Math.abs(each)).toBeLessThan(0.02),
    );
  });

  test('whatever the series, no number is missing', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 24, maxLength: 60 }), (counts) => {
        const { season, trend, weights } = divided(counts, { ...usualStl(12), outer: 2 });
        expect([...season, ...trend, ...weights].every(Number.isFinite)).toBe(true);
        expect(season).toHaveLength(counts.length);
      }),
      { numRuns: 40 },
    );
  });

  test('under two seasons it says so', () => {
    expect(stl(co2.slice(0, 23), example)).toEqual({ insufficient: 'history', needs: 24, has: 23 });
    expect(() => stl(co2, { ...example, period: 1 })).toThrow(RangeError);
    expect(() => stl(co2, { ...example, trend: { length: 18, degree: 1, jump: 1 } })).toThrow(RangeError);
  });
});
