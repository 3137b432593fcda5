/** Counts hour by hour: one dense typed array that grows to either side. */
export type HourSeries = {
  add(hour: number, count: number): void;
  /** Sum over [from, to). */
  between(from: number, to: number): number;
  /** The first hour with a count; Infinity when there is none. */
  first(): number;
  /** The last hour before `to` with a count; -Infinity when there is none. */
  lastBefore(to: number): number;
};

const YEAR = 366 * 24;

/** `from` and `to` are only where the first counts are expected. */
export function createHourSeries(from: number, to: number): HourSeries {
  let origin = from;
  let counts = new Int32Array(Math.max(1, to - from));

  return {
    add(hour, count) {
      if (hour < origin || hour >= origin + counts.length) reach(hour);
      counts[hour - origin]! += count;
    },
    between(first, end) {
      let sum = 0;
      const last = Math.min(end - origin, counts.length);
      for (let i = Math.max(0, first - origin); i < last; i++) sum += counts[i]!;
      return sum;
    },
    first() {
      const at = counts.findIndex((count) => count !== 0);
      return at < 0 ? Infinity : origin + at;
    },
    lastBefore(to) {
      for (let i = Math.min(to - origin, counts.length) - 1; i >= 0; i--) if (counts[i] !== 0) return origin + i;
      return -Infinity;
    },
  };

  function reach(hour: number): void {
    const first = hour < origin ? hour - YEAR : origin;
    const end = Math.max(origin + counts.length, hour + YEAR);
    const wider = new Int32Array(end - first);
    wider.set(counts, origin - first);
    origin = first;
    counts = wider;
  }
}
