import type { HeatMatrix } from '#data/contract/trend.ts';
import type { Basis, Computed } from './basis.ts';

const WEEKS = 12;
const WEEK_HOURS = 7 * 24;

/** Mean count of each hour of the week over the last twelve weeks, fewer where counting began later. */
export function heatMatrix({ series, hours, hour, firstHour }: Basis): Computed<Pick<HeatMatrix, 'weeks' | 'rows'>> {
  const timed = series({ timed: true });
  const weeks = Math.max(0, Math.min(WEEKS, Math.floor((hour - firstHour) / WEEK_HOURS)));
  const from = hour - weeks * WEEK_HOURS;
  const sums = new Float64Array(WEEK_HOURS);
  // Where the clocks changed, one hour of the week came once less and one once more.
  const times = new Float64Array(WEEK_HOURS);
  for (let at = from; at < hour; at++) {
    const slot = hours.ofWeek(at);
    sums[slot]! += timed.between(at, at + 1);
    times[slot]!++;
  }
  const untimed = series().between(from, hour) - timed.between(from, hour);
  const mean = (slot: number) => (times[slot]! > 0 ? sums[slot]! / times[slot]! : 0);
  return {
    answer: {
      weeks,
      rows: Array.from({ length: 7 }, (_, day) => Array.from({ length: 24 }, (_, h) => mean(day * 24 + h))),
    },
    from,
    to: hour,
    leftOut: { 'this-hour': series().between(hour, hour + 1), ...(untimed > 0 && { 'hour-unknown': untimed }) },
    definition: `mean per hour of the week in city time (${hours.timeZone}) over the last ${weeks} weeks, up to the last whole hour; reports of which the day alone is known are left out`,
  };
}
