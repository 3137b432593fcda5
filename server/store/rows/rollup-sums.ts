import type { RollupColumn, RollupRow } from '../rollups.ts';

export type RollupQuery = {
  fromHour: number;
  toHour: number;
  category?: string;
  cells?: readonly string[];
  by: readonly RollupColumn[];
};

/**
 * Rows of the named columns and the count, in the columns' order; no row where nothing was counted.
 * Row i begins at i * (columns + 1); categories and cells are indexes into `names`. Numbers in one
 * piece, because hundreds of thousands of rows with their strings would be slow to hand over.
 */
export type Sums = { names: string[]; values: Float64Array };

/** Rows as they were summed, where categories, cells and origins are the numbers of words: in the order of their words. */
export function orderedSums(by: readonly RollupColumn[], rows: number[][], wordOf: (n: number) => string): Sums {
  const named = by.flatMap((column, i) => (column === 'hour' ? [] : [i]));
  const met = new Set<number>();
  for (const row of rows) for (const i of named) met.add(row[i]!);
  const words = [...met].map((n) => ({ n, word: wordOf(n) })).sort((a, b) => (a.word < b.word ? -1 : 1));
  const rankOf = new Map(words.map(({ n }, rank) => [n, rank]));
  for (const row of rows) for (const i of named) row[i] = rankOf.get(row[i]!)!;
  rows.sort((a, b) => {
    const i = by.findIndex((_, i) => a[i] !== b[i]);
    return i < 0 ? 0 : a[i]! - b[i]!;
  });
  return { names: words.map(({ word }) => word), values: Float64Array.from(rows.flat()) };
}

/** What `orderedSums` ordered, as the rows that were asked for. */
export function rollupRows(by: readonly RollupColumn[], { names, values }: Sums): RollupRow[] {
  const width = by.length + 1;
  return Array.from({ length: values.length / width }, (_, i) => {
    const row: RollupRow = { count: values[i * width + by.length]! };
    by.forEach((column, j) => {
      const value = values[i * width + j]!;
      if (column === 'hour') row.hour = value;
      else row[column] = names[value]!;
    });
    return row;
  });
}
