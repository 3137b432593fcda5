import { describe, expect, it } from 'vitest';
import { sideOf } from '#server/city/side.ts';

describe('on which side of a line a point lies', () => {
  it('is told by the sign', () => {
    expect(sideOf(0, 0, 2, 2, 0, 1)).toBeGreaterThan(0);
    expect(sideOf(0, 0, 2, 2, 1, 0)).toBeLessThan(0);
    expect(sideOf(0, 0, 2, 2, 1, 1)).toBe(0);
  });

  it('is right where floating point is not: a step of one unit in the last place off the line', () => {
    // Along y = x the rounded determinant is 0 or wrong for most of these (Kettner et al. 2008).
    const step = 2 ** -53;
    for (let i = 0; i < 128; i++)
      for (let j = 0; j < 128; j++) {
        const [x, y] = [0.5 + i * step, 0.5 + j * step];
        expect(Math.sign(sideOf(12, 12, 24, 24, x, y))).toBe(Math.sign(y - x));
      }
  });

  it('survives the smallest and the largest numbers', () => {
    const tiny = Number.MIN_VALUE;
    expect(sideOf(0, 0, tiny, tiny, 0, tiny)).toBeGreaterThan(0);
    expect(sideOf(0, 0, tiny, tiny, tiny, 0)).toBeLessThan(0);
    expect(sideOf(0, 0, 1e150, 1e150, 1e150, 1e150)).toBe(0);
  });
});
