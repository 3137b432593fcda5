import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromField, shiftEnd, toField } from '#client/console/form/city-time.ts';

const zones = ['Asia/Shanghai', 'Europe/Vienna', 'America/New_York', 'Asia/Kathmandu'];
const minute = 60_000;

describe("times in fields are the city's, whatever the zone of the screen", () => {
  test('what a field shows is read back as the same instant, but for the hour that autumn repeats', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: Math.floor(4e12 / minute) }),
        (zone, minutes) => {
          const at = minutes * minute;
          const back = fromField(toField(at, zone), zone)!;
          expect([at, at - 60 * minute]).toContain(back);
          expect(toField(back, zone)).toBe(toField(at, zone));
        },
      ),
    );
  });

  test('14:05 in Xining is 06:05 UTC', () => {
    expect(fromField('2026-11-23T14:05', 'Asia/Shanghai')).toBe(Date.UTC(2026, 10, 23, 6, 5));
  });

  test.each(['', 'soon', '2026-11-23', '2026-11-23 14:05'])('"%s" is no time', (text) => {
    expect(fromField(text, 'Asia/Shanghai')).toBeNull();
  });

  test.each([
    ['in the morning, this evening', 10, 20],
    ['in the evening, tomorrow morning', 21, 32],
    ['at the change itself, the next one', 8, 20],
    ['before dawn, this morning', 3, 8],
  ])('the shift ends, %s', (_when, hour, end) => {
    const midnight = Date.UTC(2026, 10, 22, 16);
    expect(shiftEnd(midnight + hour * 60 * minute, 'Asia/Shanghai')).toBe(midnight + end * 60 * minute);
  });
});
