import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { percentile } from '#data/stats/times/percentile.ts';
import { createTimeSketch, SKETCH_ERROR } from '#data/stats/times/time-sketch.ts';

const minutes = [45, 52, 58, 61, 64, 70, 75, 83, 97, 140];
const valueOf = (said: object) => (said as { value: number }).value;

test('nine in ten of ten times: 97 by nearest rank, 101.3 between two', () => {
  expect(percentile(minutes, 0.9, 'nearest')).toEqual({ value: 97 });
  expect(valueOf(percentile(minutes, 0.9, 'linear'))).toBeCloseTo(101.3, 10);
  expect(percentile([], 0.9, 'nearest')).toEqual({ insufficient: 'points', needs: 1, has: 0 });
  expect(() => percentile(minutes, 0, 'linear')).toThrow(RangeError);
});

describe('a sketch of times', () => {
  const time = fc.double({ min: 1, max: 3e7, noNaN: true });

  test('is within its stated error, however it was put together', () => {
    fc.assert(
      fc.property(fc.array(time, { minLength: 1, maxLength: 80 }), fc.nat(80), (times, cut) => {
        const [one, other] = [createTimeSketch(), createTimeSketch()];
        times.forEach((each, i) => (i < cut ? one : other).add(each));
        one.merge(other);
        for (const p of [0.1, 0.5, 0.9, 1]) {
          const exact = valueOf(percentile(times, p, 'nearest'));
          expect(Math.abs(valueOf(one.percentile(p)) / exact - 1)).toBeLessThanOrEqual(SKETCH_ERROR * (1 + 1e-9));
        }
        expect(createTimeSketch(one.bins()).bins()).toEqual(one.bins());
      }),
      { numRuns: 60 },
    );
  });

  test('gives back what is taken back', () => {
    const sketch = createTimeSketch();
    for (const each of minutes) sketch.add(each * 60);
    sketch.add(9999);
    sketch.add(9999, -1);
    expect(sketch.count).toBe(10);
    expect(valueOf(sketch.percentile(0.9)) / 60).toBeCloseTo(97, -0.5);
    expect(sketch.atMost(70 * 60)).toBe(6);
    expect(() => sketch.add(5, -1)).toThrow(RangeError);
    expect(() => sketch.add(Number.NaN)).toThrow(RangeError);
    expect(createTimeSketch().percentile(0.5)).toMatchObject({ insufficient: 'points' });
  });
});
