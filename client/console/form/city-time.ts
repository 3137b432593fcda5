import { DAY, formatDay, HOUR, MINUTE, parseDay } from '#data/rules/civil-day.ts';
import { instantOf, localDay, zoneOffset } from '#data/rules/zone.ts';

const two = (n: number) => String(n).padStart(2, '0');

/** `2026-11-23T14:05`, what a `datetime-local` field holds, for an instant in the city's zone. */
export function toField(at: number, timeZone: string): string {
  const offset = zoneOffset(timeZone);
  const minutes = Math.floor((at + offset(at)) / MINUTE);
  const day = Math.floor(minutes / 1440);
  const rest = minutes - day * 1440;
  return `${formatDay(day)}T${two(Math.floor(rest / 60))}:${two(rest % 60)}`;
}

/** The instant at which the city's clocks show what the field holds; null when it holds no time. */
export function fromField(field: string, timeZone: string): number | null {
  const match = /^(\d{4,6}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::\d{2})?$/.exec(field);
  if (!match) return null;
  const local = parseDay(match[1]!) * DAY + Number(match[2]) * HOUR + Number(match[3]) * MINUTE;
  return Number.isFinite(local) ? instantOf(zoneOffset(timeZone), local) : null;
}

/** `2026-11-23`: the city's day at that instant. */
export const dayField = (at: number, timeZone: string): string => formatDay(localDay(zoneOffset(timeZone), at));

/** Clocks at which shifts change, city time: hours of the day. */
const SHIFT_CHANGES = [8, 20];

/** The next change of shifts after `now`. */
export function shiftEnd(now: number, timeZone: string): number {
  const offset = zoneOffset(timeZone);
  const today = localDay(offset, now) * DAY;
  const changes = [0, DAY].flatMap((day) => SHIFT_CHANGES.map((hour) => today + day + hour * HOUR));
  return changes.map((local) => instantOf(offset, local)).find((at) => at > now)!;
}
