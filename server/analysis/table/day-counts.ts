import type { DayRows } from '../counts/day-rows.ts';

/** Local days [from, to), one after the other. */
type Run = { from: number; to: number };

/** Counts by row and local day; of certain sources, or of all. */
export type DayCounts = {
  sum(row: number, days: readonly number[], sources?: number): number;
};

/** `sets` are the sources that may be asked for, by their index. */
export function countDays(rows: DayRows, sets: readonly ReadonlySet<string>[]): DayCounts {
  const every = [...rows.values()];
  const within = sets.map((set) => [...rows].flatMap(([source, own]) => (set.has(source) ? [own] : [])));
  const runs = new WeakMap<readonly number[], Run[]>();
  return {
    sum(row, days, sources) {
      let found = runs.get(days);
      if (!found) runs.set(days, (found = runsOf(days)));
      let sum = 0;
      for (const own of sources === undefined ? every : within[sources]!) {
        const series = own[row];
        if (series) for (const { from, to } of found) sum += series.between(from, to);
      }
      return sum;
    },
  };
}

/** A year of days is a few runs: it is broken only where a festival moves. */
function runsOf(days: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last?.to === day) last.to++;
    else runs.push({ from: day, to: day + 1 });
  }
  return runs;
}
