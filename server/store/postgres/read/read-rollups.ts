import { orderedSums, rollupRows } from '../../rows/rollup-sums.ts';
import type { Rollups } from '../../rollups.ts';
import type { Pool } from '../connect/pool.ts';
import { bound } from '../bound.ts';
import { plainText } from '../plain-text.ts';
import type { WordBook } from '../words.ts';
import { inCategory } from './incident-query.ts';

export function createRollups(pool: Pool, words: WordBook): Rollups {
  return {
    async sum({ fromHour, toHour, category, cells, by }) {
      const values: unknown[] = [bound(fromHour), bound(toHour)];
      const value = (given: unknown) => `$${values.push(given)}`;
      const conditions = ['hour >= $1::bigint', 'hour < $2::bigint'];
      if (category !== undefined) conditions.push(inCategory(plainText(category), value));
      if (cells) conditions.push(`cell IN (SELECT n FROM word WHERE word = ANY(${value(cells.map(plainText))}))`);
      const columns = by.join(', ');
      const where = `FROM rollup WHERE ${conditions.join(' AND ')}`;
      const text =
        by.length === 0
          ? `SELECT COALESCE(SUM(count), 0)::bigint AS count ${where}`
          : `SELECT ${columns}, SUM(count)::bigint AS count ${where} GROUP BY ${columns}`;
      const found = await pool.ask<Record<string, number>>({ text }, values);
      const rows = found.map((row) => [...by.map((column) => row[column]!), row['count']!]);
      await words.look(rows.flatMap((row) => by.flatMap((column, i) => (column === 'hour' ? [] : [row[i]!]))));
      return rollupRows(by, orderedSums(by, rows, words.wordOf));
    },
  };
}
