import { hasEnded } from '#data/fold/fold-incident.ts';
import { readCursor } from '../../rows/cursor.ts';
import { pairsOf } from '../../rows/text-pairs.ts';
import type { IncidentFilter } from '../../store.ts';
import { bound } from '../bound.ts';
import { plainText } from '../plain-text.ts';

/** One row more than `limit` is asked for, which tells whether there is a next page. */
export function incidentQuery(
  filter: IncidentFilter,
  limit: number,
  cursor?: string,
): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const value = (given: unknown) => `$${values.push(typeof given === 'string' ? plainText(given) : given)}`;
  const conditions: string[] = [];
  const { states, priorities, category, area, text, from, to, source, sourceRef } = filter;
  if (states) {
    conditions.push(`state = ANY(${value(states)}::text[])`);
    if (!states.some(hasEnded)) conditions.push('open = 1');
  }
  if (priorities) conditions.push(`priority = ANY(${value(priorities)}::int[])`);
  if (category !== undefined) conditions.push(inCategory(category, value));
  if (area !== undefined) conditions.push(`(SELECT n FROM word WHERE word = ${value(area)}) IN (area1, area2, area3)`);
  if (text !== undefined) conditions.push(...holding(text.toLowerCase(), value));
  if (from !== undefined) conditions.push(`reported_at >= ${value(bound(from))}`);
  if (to !== undefined) conditions.push(`reported_at < ${value(bound(to))}`);
  if (source !== undefined) conditions.push(`source = ${value(source)}`);
  if (sourceRef !== undefined) conditions.push(`source_ref = ${value(sourceRef)}`);
  if (cursor !== undefined) {
    const { reportedAt, id } = readCursor(cursor);
    conditions.push(`(reported_at, id) < (${value(reportedAt)}, ${value(id)})`);
  }
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  return {
    text: `SELECT body, first, past_at FROM incident ${where} ORDER BY reported_at DESC, id DESC LIMIT ${value(limit + 1)}`,
    values,
  };
}

type Value = (given: unknown) => string;

/** What may hold a text: what the index says, and what is not in it yet. Whether it does is asked of the text itself. */
function holding(text: string, value: Value): string[] {
  const pairs = pairsOf(plainText(text)).map(pairNumber);
  const holds = `strpos(text, ${value(text)}) > 0`;
  if (pairs.length === 0) return [holds];
  const found = `n = ANY(ARRAY(
    SELECT n FROM incident_text WHERE pairs @> ${value(pairs)}::int[]
    UNION SELECT n FROM incident WHERE n > (SELECT upto FROM text_index)
    UNION SELECT n FROM text_due
  ))`;
  return [found, holds];
}

/** A pair of letters, eight hex digits, as a number of 32 bits. */
export const pairNumber = (pair: string) => Number.parseInt(pair, 16) | 0;

/** A whole category, or all of its group. */
export function inCategory(category: string, value: Value): string {
  if (category.includes('/')) return `category = (SELECT n FROM word WHERE word = ${value(category)})`;
  return `category IN (SELECT n FROM word WHERE word >= ${value(`${category}/`)} AND word < ${value(`${category}0`)})`;
}
