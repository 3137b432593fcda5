import type { Measure, SplitBy } from '#data/contract/question.ts';
import type { Question } from '#data/contract/routes/trends/question.ts';
import { formatDay, parseDay } from '#data/rules/civil-day.ts';

/** SQL over `version` with its values, numbered from $1. Nothing of a question is in the text. */
export type Asked = { sql: string; values: (string | number)[] };

/** So many rows are told. */
export const MOST_ROWS = 500;

/** Numbers where they are quicker than what is said of them: `saidOf` makes that of them. */
const split: Record<SplitBy, string> = {
  category: 'category',
  group: 'grouped',
  district: 'district',
  'sub-district': 'subdistrict',
  community: 'community',
  cell: 'cell',
  priority: 'priority',
  mode: 'mode',
  source: 'source',
  state: 'state',
  year: 'month // 12',
  month: 'month',
  week: 'day - CAST(weekday AS INTEGER)',
  day: 'day',
  hour: 'hour',
  weekday: 'CASE WHEN hour IS NULL THEN NULL ELSE weekday END',
};
/** A day as `2026-11-30`, a month as `2026-11`; all else as it is. */
export function saidOf(by: SplitBy, key: string | number | null): string | number | null {
  if (typeof key !== 'number') return key;
  if (by === 'month') return `${Math.floor(key / 12)}-${String((key % 12) + 1).padStart(2, '0')}`;
  return by === 'day' || by === 'week' ? formatDay(key) : key;
}

const measures: Record<Measure, string> = { answered: 'answered', attended: 'attended', resolved: 'resolved' };

/** The versions that hold now, or held after the fact `seq`. */
function standing(seq: number | null): { where: string; values: number[] } {
  if (seq === null) return { where: 'to_seq IS NULL', values: [] };
  return { where: 'from_seq <= ? AND (to_seq IS NULL OR to_seq > ?)', values: [seq, seq] };
}

/** What a question lets in. */
function conditions(question: Question): { where: string[]; values: (string | number)[] } {
  const where: string[] = [];
  const values: (string | number)[] = [];
  const also = (text: string, ...more: (string | number)[]) => {
    where.push(text);
    values.push(...more);
  };
  const oneOf = (column: string, list: readonly (string | number)[]) =>
    also(`${column} IN (${list.map(() => '?').join(', ')})`, ...list);
  const { category, area, cell, source, priority, mode, state, from, to } = question;
  if (category !== undefined) also(category.includes('/') ? 'category = ?' : 'grouped = ?', category);
  if (area !== undefined) also('? IN (district, subdistrict, community)', area);
  if (cell !== undefined) also('cell = ?', cell);
  if (source !== undefined) also('source = ?', source);
  if (priority) oneOf('priority', priority);
  if (mode !== undefined) also('mode = ?', mode);
  if (state) oneOf('state', state);
  if (from !== undefined) also('day >= ?', parseDay(from));
  if (to !== undefined) also('day <= ?', parseDay(to));
  return { where, values };
}

type Parts = {
  /** As it stood after that fact; null: as it stands. */
  seq: number | null;
  /** Milliseconds: what was to be done by then and is not is late. */
  now: number;
  /** Categories that may be of somebody's home. */
  homes: readonly string[];
};

/** Rows: what it is split by, count, of homes; then `without`, p50, p90 and due, hits where a measure is asked for. */
export function countSql(question: Question, { seq, now, homes }: Parts): Asked {
  const by = question.by ?? [];
  const at = standing(seq);
  const among = conditions(question);
  const keys = by.map((one, i) => `${split[one]} AS k${i}`);
  const { measure } = question;
  const column = measure && measures[measure];
  const figures = column
    ? [
        `count(${column})`,
        `quantile_disc(${column}, 0.5)`,
        `quantile_disc(${column}, 0.9)`,
        'count(*) FILTER (WHERE due IS NOT NULL AND (done IS NOT NULL OR due < ?))',
        'count(*) FILTER (WHERE due IS NOT NULL AND done <= due)',
      ]
    : [];
  const ofHomes = homes.length > 0 ? `count(*) FILTER (WHERE category IN (${homes.map(() => '?').join(', ')}))` : '0';
  const grouping = by.map((_, i) => `k${i}`).join(', ');
  const sql = `SELECT ${[...keys, 'count(*) AS c', ofHomes, ...figures].join(', ')} FROM version
    WHERE ${[at.where, ...among.where].join(' AND ')}
    ${grouping && `GROUP BY ${grouping} ORDER BY ${by.some(isOfTime) ? grouping : `c DESC, ${grouping}`}`} LIMIT ${MOST_ROWS + 1}`;
  return numbered(sql, [...homes, ...(column ? [now] : []), ...at.values, ...among.values]);
}

const isOfTime = (by: SplitBy) => ['year', 'month', 'week', 'day', 'hour', 'weekday'].includes(by);

/** then, now, late, moved in, moved out, withdrawn. `first`: the first case that came after the fact `seq`. */
export function restatedSql(question: Question, { seq, first }: { seq: number; first: number }): Asked {
  const among = conditions(question);
  const then = standing(seq);
  const filter = ['true', ...among.where].join(' AND ');
  const sql = `WITH a AS (SELECT n FROM version WHERE ${then.where} AND ${filter}),
      b AS (SELECT n FROM version WHERE to_seq IS NULL AND ${filter}),
      there AS (SELECT n FROM version WHERE to_seq IS NULL)
    SELECT (SELECT count(*) FROM a), (SELECT count(*) FROM b),
      (SELECT count(*) FROM b WHERE n >= ?),
      (SELECT count(*) FROM b WHERE n < ? AND n NOT IN (SELECT n FROM a)),
      (SELECT count(*) FROM a WHERE n NOT IN (SELECT n FROM b) AND n IN (SELECT n FROM there)),
      (SELECT count(*) FROM a WHERE n NOT IN (SELECT n FROM there))`;
  return numbered(sql, [...then.values, ...among.values, ...among.values, first, first]);
}

function numbered(sql: string, values: (string | number)[]): Asked {
  let i = 0;
  return { sql: sql.replaceAll('?', () => `$${++i}`), values };
}
