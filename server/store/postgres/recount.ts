import { HOUR_MS } from '../rows/counted.ts';
import type { Line } from './connect/line.ts';

/** `originOf` an index row. */
const origin = `COALESCE(source, '') || CASE WHEN day_only = 1 THEN '/day' ELSE '' END`;

/** Hour, category, cell, origin and count of the incident index; `$1` is the hour shift. Times are never negative. */
export const recount = `SELECT ((reported_at + $1::bigint) / ${HOUR_MS})::int AS hour, category, cell,
  (SELECT n FROM word WHERE word = ${origin} COLLATE "C") AS origin, COUNT(*) AS count FROM incident GROUP BY 1, 2, 3, 4`;

/** Rebuilds all counts from the incident index, for a city whose hours are shifted otherwise than before. */
export async function recountRollups(line: Line, hourShift: number): Promise<void> {
  await line.query('DELETE FROM rollup');
  await line.query(`INSERT INTO word (word) SELECT DISTINCT ${origin} FROM incident ON CONFLICT DO NOTHING`);
  await line.query(`INSERT INTO rollup (hour, category, cell, origin, count) ${recount}`, [hourShift]);
}
