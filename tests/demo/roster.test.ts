import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { zoneOffset } from '#data/rules/zone.ts';
import { namedDice } from '#server/demo/chance.ts';
import { createRoster } from '#server/demo/fleet/roster.ts';

const roster = createRoster(zoneOffset('Europe/Vienna'), namedDice('roster'));
const unit = fc.integer({ min: 0, max: 40 }).map((rank) => ({ id: `u-${rank}`, rank }));
/** All of 2026, both changes of the clocks among it. */
const instant = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2026, 11, 31) });

test('a duty lasts until it says, and no longer than a shift', () => {
  fc.assert(
    fc.property(unit, instant, fc.double({ min: 0, max: 0.999, noNaN: true }), (unit, t, share) => {
      const duty = roster(unit, t);
      expect(duty.until).toBeGreaterThan(t);
      expect(duty.until - t).toBeLessThan(26 * HOUR);
      const later = roster(unit, t + share * (Math.min(duty.until, t + HOUR) - t));
      expect(later.reason).toBe(duty.reason);
    }),
    { numRuns: 2000 },
  );
});

test('at every hour of day and night half of a service at least is on duty, and by day most', () => {
  const crews = Array.from({ length: 36 }, (_, rank) => ({ id: `u-${rank}`, rank }));
  const onDuty = (t: number) => crews.filter((crew) => roster(crew, t).reason !== 'offduty').length;
  for (let hour = 0; hour < 24 * 14; hour++)
    expect(onDuty(Date.UTC(2026, 2, 1) + hour * HOUR)).toBeGreaterThanOrEqual(16);
  expect(onDuty(Date.UTC(2026, 2, 4, 10))).toBeGreaterThan(22);
});

test('who works has a meal, patrols and stands by', () => {
  const seen = new Map<string, number>();
  for (let slot = 0; slot < 48 * 7; slot++) {
    const { reason } = roster({ id: 'u-1', rank: 1 }, Date.UTC(2026, 2, 2) + slot * 30 * MINUTE);
    seen.set(reason, (seen.get(reason) ?? 0) + 1);
  }
  expect([...seen.keys()].sort()).toEqual(['meal', 'offduty', 'patrol', 'refuel', 'standby']);
  expect(seen.get('patrol')!).toBeGreaterThan(seen.get('meal')!);
});
