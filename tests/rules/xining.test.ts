import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dueOf } from '#data/rules/time-limits.ts';
import { loadCityPack } from '#server/city/load.ts';

test('whatever is reported in Xining at whatever time must be accepted before it is attended, and attended before it is resolved', async () => {
  const { categories, calendar, city } = await loadCityPack(
    fileURLToPath(new URL('../../data/city/xining', import.meta.url)),
  );
  const anyTime = fc.integer({ min: Date.UTC(2021, 0), max: Date.UTC(2028, 0) });
  fc.assert(
    fc.property(fc.constantFrom(...categories.categories), anyTime, (category, received) => {
      const {
        accept = received,
        attend = accept,
        resolve = attend,
      } = dueOf(category, received, calendar, city.timeZone);
      expect(received).toBeLessThanOrEqual(accept);
      expect(accept).toBeLessThanOrEqual(attend);
      expect(attend).toBeLessThanOrEqual(resolve);
    }),
    { numRuns: 2000 },
  );
});
