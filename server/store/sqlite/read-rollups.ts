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
  const rows = (sql: string) =>
    db
      .prepare<(string | number)[], (string | number)[]>(sql)
      .raw()
      .all(...params);
  const where = conditions.join(' AND ');
  if (by.length === 0) return rows(`SELECT COALESCE(SUM(count), 0) FROM rollup WHERE ${where}`);
  const columns = by.join(', ');
  const sums = `SELECT ${columns}, SUM(count) AS count FROM rollup WHERE ${where} GROUP BY ${columns}`;
  const names = by.map((column) => `${shown[column]} AS ${column}_name`).join(', ');
  const order = by.map((column) => `${column}_name`).join(', ');
  return rows(`SELECT ${names}, count FROM (${sums}) ORDER BY ${order}`);
}
