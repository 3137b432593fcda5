/** 1 is the highest. */
export type RankInterval = { best: number; worst: number };

/**
 * The ranks that each may have, from the interval of each (Klein, Wright & Wieczorek 2020, J. Royal Statistical
 * Society A 183: 589-606): those wholly above it stand before it, those wholly below it after it, of the others
 * nobody can say. Ranks of intervals that hold together at some level hold together at that level.
 * @throws {RangeError} on an interval whose low is above its high
 */
export function rankIntervals(intervals: readonly { low: number; high: number }[]): RankInterval[] {
  for (const { low, high } of intervals)
    if (!(low <= high)) throw new RangeError(`an interval goes from low to high, not from ${low} to ${high}`);
  const lows = intervals.map(({ low }) => low).sort((a, b) => a - b);
  const highs = intervals.map(({ high }) => high).sort((a, b) => a - b);
  return intervals.map(({ low, high }) => ({
    best: 1 + lows.filter((other) => other > high).length,
    worst: intervals.length - highs.filter((other) => other < low).length,
  }));
}
