import type { Names } from '#data/contract/city-pack.ts';
import { columnsFor } from './usual-names.ts';
import type { SampledColumn } from './sample.ts';

/** A category of the city, by everything that it is called. */
export type CalledCategory = { id: string; names: Names; words?: readonly string[] | undefined };

/** More than this in a column are no categories. */
const MOST_VALUES = 200;

/** What stands in a column, the most frequent first. */
export function valuesOf({ samples }: SampledColumn): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const value of samples) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).toSorted((a, b) => b.count - a.count);
}

/** The column of categories, and which of its values are called as a category of the city is. */
export function guessCategory(columns: readonly SampledColumn[], known: readonly CalledCategory[]) {
  const byName = new Map<string, string>();
  for (const { id, names, words = [] } of known)
    for (const name of [id, id.split('/').at(-1)!.replaceAll('-', ' '), ...[names.en, names.zh ?? []].flat(), ...words])
      byName.set(name.toLowerCase(), byName.get(name.toLowerCase()) ?? id);
  const [column] = columnsFor(columns, 'category').filter((each) => {
    const values = valuesOf(each).length;
    return values > 0 && values <= MOST_VALUES;
  });
  if (!column) return null;
  const exact: Record<string, string> = {};
  let unknown = 0;
  for (const { value } of valuesOf(column)) {
    const id = byName.get(value.toLowerCase());
    if (id === undefined) unknown++;
    else exact[value] = id;
  }
  return { column: column.name, exact, unknown };
}
