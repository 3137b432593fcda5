import { HOUR, MINUTE } from './civil-day.ts';

/**
 * A source that used to report regularly is silent when its silence has a chance below `chance` at
 * its usual rate: reports that come independently of each other leave a gap in which `n` were to be
 * expected with the chance e^-n (Poisson).
 */
export const silenceRule = {
  chance: 1e-4,
  /** What its usual rate is counted from. */
  weeks: 4,
  /** Days of these with a report, for the source to count as regular. */
  regularDays: 14,
  /** No silence is shorter than that. */
  shortest: 10 * MINUTE,
  /** A source of positions has so many units on duty, and is silent for so long. */
  fewestUnits: 3,
  shortestOfPositions: 2 * MINUTE,
} as const;

const WEEK_HOURS = 168;

/** Mean reports in each hour of the week; [0] is the first hour of 1970-01-01, a Thursday, in UTC. */
export type WeekRates = Float64Array;

/**
 * Rates out of counts by hour: hours of the week, each with its two neighbours, over the weeks before
 * `until` (an hour). Null when the source does not report regularly.
 */
export function weekRates(counts: ReadonlyMap<number, number>, until: number): WeekRates | null {
  const { weeks, regularDays } = silenceRule;
  const from = until - weeks * WEEK_HOURS;
  const sums = new Float64Array(WEEK_HOURS);
  const days = new Set<number>();
  for (const [hour, count] of counts) {
    if (hour < from || hour >= until || count === 0) continue;
    sums[hour % WEEK_HOURS]! += count;
    days.add(Math.floor(hour / 24));
  }
  if (days.size < regularDays) return null;
  return sums.map((_, h) => {
    const [before, after] = [(h + WEEK_HOURS - 1) % WEEK_HOURS, (h + 1) % WEEK_HOURS];
    return (sums[before]! + sums[h]! + sums[after]!) / (3 * weeks);
  });
}

/** How many reports were to be expected from `from` to `to`, ms. */
export function expectedReports(rates: WeekRates, from: number, to: number): number {
  let sum = 0;
  for (let t = from; t < to;) {
    const hour = Math.floor(t / HOUR);
    const end = Math.min(to, (hour + 1) * HOUR);
    sum += (rates[hour % WEEK_HOURS]! * (end - t)) / HOUR;
    t = end;
  }
  return sum;
}

/** Whether a silence in which so many were to be expected is beyond chance. */
export const isBeyondChance = (expected: number) => Math.exp(-expected) < silenceRule.chance;
