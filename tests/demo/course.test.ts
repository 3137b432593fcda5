import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MINUTE } from '#data/rules/civil-day.ts';
import { afterLimit, dueOf } from '#data/rules/time-limits.ts';
import { loadCityPack } from '#server/city/load.ts';
import { namedDice } from '#server/demo/chance.ts';
import { courseOf } from '#server/demo/course.ts';

const pack = await loadCityPack(join(import.meta.dirname, '../../data/city/xining'));
const { timeZone } = pack.city;
const start = Date.UTC(2026, 0, 1);

const anyCase = fc.record({
  category: fc.constantFrom(...pack.categories.categories),
  at: fc.integer({ min: 0, max: 365 * 24 * 60 }).map((minute) => start + minute * MINUTE),
  seed: fc.string(),
});

test('whatever chance has in store, the desk takes every case on before its limit is near, at any hour of the year', () => {
  fc.assert(
    fc.property(anyCase, ({ category, at, seed }) => {
      const { triage, send } = courseOf(category, category.priority, at, pack, namedDice(seed));
      const { accept } = category.limits;
      expect(triage).toBeGreaterThanOrEqual(at);
      expect(send).toBeGreaterThan(triage);
      if (accept) expect(triage).toBeLessThan(afterLimit(at, accept, pack.calendar, timeZone, 0.8));
    }),
    { numRuns: 2000 },
  );
});

test('what is urgent has a crew sent while there is time to get there, and is finished well within its limit', () => {
  fc.assert(
    fc.property(anyCase, ({ category, at, seed }) => {
      fc.pre(category.priority <= 2);
      const course = courseOf(category, category.priority, at, pack, namedDice(seed));
      const due = dueOf(category, at, pack.calendar, timeZone);
      expect(course.send).toBeLessThan(due.accept!);
      if (course.finish !== undefined) expect(course.finish + 60 * MINUTE).toBeLessThan(due.resolve!);
    }),
    { numRuns: 2000 },
  );
});

test('routine work waits for daylight, not for the next working day', () => {
  const friday = Date.UTC(2026, 2, 6, 11, 50);
  for (const category of pack.categories.categories.filter(({ priority }) => priority === 4)) {
    const { send } = courseOf(category, 4, friday, pack, namedDice('weekend'));
    expect(send - friday, category.id).toBeLessThan(17 * 60 * MINUTE);
  }
});
