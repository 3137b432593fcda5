import type { Database } from 'better-sqlite3';
import type { RollupColumn, RollupRow } from '../../store.ts';
import { inCategory } from './incident-query.ts';

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

export function sumRollups(
  db: Database,
  wordOf: (n: number) => string,
  { fromHour, toHour, category, cells, by }: RollupQuery,
): Sums {
  const conditions = ['hour >= ?', 'hour < ?'];
  const params: (string | number)[] = [fromHour, toHour];
  if (category !== undefined) {
    const [sql, ...values] = inCategory(category);
    conditions.push(sql);
    params.push(...values);
  }
  if (cells) {
    conditions.push('cell IN (SELECT n FROM word WHERE word IN (SELECT value FROM json_each(?)))');
    params.push(JSON.stringify(cells));
  }
  const where = conditions.join(' AND ');
  const columns = by.join(', ');
  const sums = db.prepare<(string | number)[], number[]>(
    by.length === 0
      ? `SELECT COALESCE(SUM(count), 0) FROM rollup WHERE ${where}`
      : `SELECT ${columns}, SUM(count) FROM rollup WHERE ${where} GROUP BY ${columns}`,
  );
  const rows = sums.raw().all(...params);
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

/** What `sumRollups` summed, as the rows that were asked for. */
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
