import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CLOCK_TOLERANCE_MS, doneOf, LATER_MS } from '#data/rules/told-later.ts';

const now = 1_000_000_000;
const received = now;

describe('when something was done that is told later', () => {
  test('is the time of the tap; what arrives at once is not told later', () => {
    expect(doneOf({ at: now - 65_000, sentAt: now }, received, 0)).toEqual({ at: now - 65_000 });
    expect(doneOf({ at: now - LATER_MS + 1, sentAt: now }, received, 0)).toBeUndefined();
  });

  test('is never before the step before it, and never in the future', () => {
    const moment = fc.integer({ min: now - 3600_000, max: now + CLOCK_TOLERANCE_MS });
    fc.assert(
      fc.property(moment, moment, fc.integer({ min: 0, max: now }), (at, sentAt, notBefore) => {
        const done = doneOf({ at, sentAt }, received, notBefore);
        if (done?.at === undefined) return;
        expect(done.at).toBeGreaterThanOrEqual(notBefore);
        expect(done.at).toBeLessThanOrEqual(received);
      }),
    );
  });

  test('is not believed of a clock that is off: what it said is kept beside how far it was off', () => {
    for (const off of [CLOCK_TOLERANCE_MS + 1, -3600_000])
      expect(doneOf({ at: now + off - 65_000, sentAt: now + off }, received, 0)).toEqual({
        claimed: now + off - 65_000,
        clockOff: off,
      });
  });

  test('is not believed of a clock that was set back since the tap', () => {
    expect(doneOf({ at: now + 10_000, sentAt: now }, received, 0)).toEqual({ claimed: now + 10_000, clockOff: 0 });
  });
});
