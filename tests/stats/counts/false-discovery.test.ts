import fc from 'fast-check';
import { expect, test } from 'vitest';
import { falseDiscovery } from '#data/stats/counts/false-discovery.ts';

// The fifteen of Benjamini and Hochberg's own example; at 0.05 they call the first four a change.
const published = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
];

test('of the fifteen comparisons of the paper four are changes', () => {
  expect(falseDiscovery(published).map((p) => p <= 0.05)).toEqual(published.map((_, i) => i < 4));
  expect(falseDiscovery(published)[3]).toBeCloseTo((0.0095 * 15) / 4, 12);
});

test('order is kept, none gets smaller, and none passes 1', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 }), (ps) => {
      const adjusted = falseDiscovery(ps);
      adjusted.forEach((q, i) => {
        expect(q).toBeGreaterThanOrEqual(ps[i]!);
        expect(q).toBeLessThanOrEqual(1);
        ps.forEach((p, j) => p < ps[i]! && expect(adjusted[j]).toBeLessThanOrEqual(q));
      });
    }),
    { numRuns: 60 },
  );
  expect(() => falseDiscovery([1.2])).toThrow(RangeError);
});
