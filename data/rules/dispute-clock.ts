import { DAY } from './civil-day.ts';
import { instantOf, localDay, zoneOffset } from './zone.ts';

/** Within so many days of the agreement the court is asked to confirm it (Civil Procedure Law of the PRC, art. 205). */
export const CONFIRMATION_DAYS = 30;
/** So many days after the end somebody looks whether it holds. */
export const FOLLOW_UP_DAYS = 30;

/** The last moment of the `days`-th city day after the one that `t` falls on: that day itself does not count. */
export function endOfDay(t: number, days: number, timeZone: string): number {
  const offset = zoneOffset(timeZone);
  return instantOf(offset, (localDay(offset, t) + days + 1) * DAY) - 1;
}
