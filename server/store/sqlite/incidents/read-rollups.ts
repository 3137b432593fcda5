import type { Database } from 'better-sqlite3';
import { orderedSums, type RollupQuery, type Sums } from '../../rows/rollup-sums.ts';
import { inCategory } from './incident-query.ts';

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
  return orderedSums(by, rows, wordOf);
}
