import { hasEnded } from '#data/fold/fold-incident.ts';
import type { IncidentFilter } from '../../store.ts';
import { readCursor } from '../../rows/cursor.ts';
import { pairsOf } from '../../rows/text-pairs.ts';

export type IncidentQuery = { sql: string; params: (string | number)[] };

/** One row more than `limit` is asked for, which tells whether there is a next page. */
export function incidentQuery(filter: IncidentFilter, limit: number, cursor?: string): IncidentQuery {
  const params: (string | number)[] = [];
  const conditions: string[] = [];
  const where = (sql: string, ...values: (string | number)[]) => {
    conditions.push(sql);
    params.push(...values);
  };
  const { states, priorities, category, area, text, from, to, source, sourceRef } = filter;
  if (states) {
    where(`state IN (${marks(states)})`, ...states);
    if (!states.some(hasEnded)) where('open = 1');
  }
  if (priorities) where(`priority IN (${marks(priorities)})`, ...priorities);
  if (category !== undefined) where(...inCategory(category));
  if (area !== undefined) where('(SELECT n FROM word WHERE word = ?) IN (area1, area2, area3)', area);
  if (text !== undefined) where('instr(text, ?) > 0', text.toLowerCase());
  const pairs = text === undefined ? [] : pairsOf(text.toLowerCase().toWellFormed());
  if (from !== undefined) where('reported_at >= ?', from);
  if (to !== undefined) where('reported_at < ?', to);
  if (source !== undefined) where('source = ?', source);
  if (sourceRef !== undefined) where('source_ref = ?', sourceRef);
  if (cursor !== undefined) {
    const { reportedAt, id } = readCursor(cursor);
    where('(reported_at, id) < (?, ?)', reportedAt, id);
  }
  const condition = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  return {
    sql: `${pairs.length > 0 ? SELECT_FOUND : SELECT_ALL} ${condition} ORDER BY reported_at DESC, id DESC LIMIT ?`,
    params: [...(pairs.length > 0 ? [pairs.map((pair) => `"${pair}"`).join(' ')] : []), ...params, limit + 1],
  };
}

const SELECT_ALL = 'SELECT body, first, past_at FROM incident';
/** What may hold a text: what the index says, and what is not in it yet. Whether it does is asked of the text itself. */
const SELECT_FOUND = `
  WITH found (n) AS MATERIALIZED (
    SELECT rowid FROM incident_text WHERE incident_text MATCH ?
    UNION SELECT n FROM incident WHERE n > (SELECT ifnull(max(CAST(value AS INTEGER)), 0) FROM meta WHERE key = 'textUpto')
    UNION SELECT n FROM text_due
  )
  SELECT body, first, past_at FROM found CROSS JOIN incident USING (n)`;

/** A whole category, or all of its group. */
export function inCategory(category: string): [sql: string, ...params: string[]] {
  if (category.includes('/')) return ['category = (SELECT n FROM word WHERE word = ?)', category];
  return ["category IN (SELECT n FROM word WHERE word >= ? || '/' AND word < ? || '0')", category, category];
}

const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ');
