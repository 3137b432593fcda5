import { sourceOf } from '#data/contract/incident.ts';
import type { CityHours } from '../city-hours.ts';
import type { Cube } from '../counts/cube.ts';

/** Which row a count belongs to: the sum of what its category and its cell say; below 0 in none. */
export type RowOf = { category(id: string): number; cell(id: string): number };

/** Counts by row and local day; of certain sources, or of all. */
export type DayCounts = {
  of(row: number, day: number, sources?: number): number;
  sum(row: number, days: readonly number[], sources?: number): number;
};

/**
 * Counts of the days [from, to), in one pass over all increments. `sets` are the sources that may be asked for, by
 * their index; sources that are in the same of them are counted together.
 */
export function countDays(
  cube: Pick<Cube, 'sorted'>,
  hours: CityHours,
  [from, to]: readonly [from: number, to: number],
  rows: number,
  rowOf: RowOf,
  sets: readonly ReadonlySet<string>[],
): DayCounts {
  const firstHour = hours.first(from);
  const dayOfHour = new Int32Array(hours.first(to) - firstHour);
  for (let day = from; day < to; day++)
    dayOfHour.fill(day - from, hours.first(day) - firstHour, hours.first(day + 1) - firstHour);

  const kinds = new Map<string, number>();
  const kindOf = (origin: string) => {
    const key = sets.map((set) => (set.has(sourceOf(origin)) ? '1' : '0')).join('');
    if (!kinds.has(key)) kinds.set(key, kinds.size);
    return kinds.get(key)!;
  };
  const days = to - from;
  const counts: Int32Array[] = [];
  cube.sorted(firstHour, hours.first(to), { ...rowOf, origin: kindOf }, (hour, category, cell, kind, count) => {
    const own = (counts[kind] ??= new Int32Array(rows * days));
    own[(category + cell) * days + dayOfHour[hour - firstHour]!]! += count;
  });
  const within = sets.map((_, i) => [...kinds].flatMap(([key, kind]) => (key[i] === '1' ? [kind] : [])));
  const every = [...kinds.values()];

  const of = (row: number, day: number, sources?: number) => {
    if (day < from || day >= to) return 0;
    let sum = 0;
    for (const kind of sources === undefined ? every : within[sources]!)
      sum += counts[kind]?.[row * days + day - from] ?? 0;
    return sum;
  };
  return { of, sum: (row, list, sources) => list.reduce((sum, day) => sum + of(row, day, sources), 0) };
}
