import { HOUR } from '#data/rules/civil-day.ts';
import { zoneOffset } from '#data/rules/zone.ts';

/** Milliseconds that the hours of a time zone are shifted against whole hours of UTC; 0 for most. */
export function hourShiftOf(timeZone: string, now: number): number {
  const offset = zoneOffset(timeZone)(now);
  return ((offset % HOUR) + HOUR) % HOUR;
}
