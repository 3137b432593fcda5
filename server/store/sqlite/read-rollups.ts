import type { Database } from 'better-sqlite3';
import type { RollupColumn, RollupRow } from '../store.ts';
import { inCategory } from './incident-query.ts';
import type { RollupQuery } from './messages.ts';
import { readWords } from './words.ts';

/**
 * Rows of the named columns and the count, in the columns' order; no row where nothing was counted.
 * Row i begins at i * (columns + 1); categories and cells are indexes into `names`. Numbers in one
 * piece, because hundreds of thousands of rows with their strings would be slow to hand over.
 */
export type Sums = { names: string[]; values: Float64Array };

export function sumRollups(db: Database, { fromHour, toHour, category, cells, by }: RollupQuery): Sums {
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
  const { names, rankOf } = ranks(db);
  const rows = sums.raw().all(...params);
  for (const row of rows) by.forEach((column, i) => (row[i] = column === 'hour' ? row[i]! : rankOf.get(row[i]!)!));
  rows.sort((a, b) => {
    const i = by.findIndex((_, i) => a[i] !== b[i]);
    return i < 0 ? 0 : a[i]! - b[i]!;
  });
  return { names, values: Float64Array.from(rows.flat()) };
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

/** All words in order, and the place of each number's word in it. */
function ranks(db: Database): { names: string[]; rankOf: Map<number, number> } {
  const words = [...readWords(db)].sort(([a], [b]) => (a < b ? -1 : 1));
  return { names: words.map(([word]) => word), rankOf: new Map(words.map(([, n], rank) => [n, rank])) };
}
