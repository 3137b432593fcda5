import type { Database } from 'better-sqlite3';
import type { RollupColumn } from '../store.ts';
import { inCategory } from './incident-query.ts';
import type { RollupQuery } from './messages.ts';

const shown: Record<RollupColumn, string> = {
  hour: 'hour',
  category: '(SELECT word FROM word WHERE n = category)',
  cell: '(SELECT word FROM word WHERE n = cell)',
};

/** Rows of the named columns and the count, in the columns' order; no row where nothing was counted. */
export function sumRollups(
  db: Database,
  { fromHour, toHour, category, cells, by }: RollupQuery,
): (string | number)[][] {
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
  const columns = by.length > 0 ? by.join(', ') : 'NULL';
  const sums = `SELECT ${columns}, SUM(count) AS count FROM rollup WHERE ${conditions.join(' AND ')} GROUP BY ${columns}`;
  const names = [...by.map((column) => `${shown[column]} AS ${column}_name`), 'count'].join(', ');
  const order = by.length > 0 ? `ORDER BY ${by.map((column) => `${column}_name`).join(', ')}` : '';
  return db
    .prepare<(string | number)[], (string | number)[]>(`SELECT ${names} FROM (${sums}) ${order}`)
    .raw()
    .all(...params);
}
