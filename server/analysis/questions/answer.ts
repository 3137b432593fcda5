import type { Answer, QuestionRow } from '#data/contract/question.ts';
import type { Question } from '#data/contract/routes/trends/question.ts';
import { wilson } from '#data/stats/counts/wilson.ts';
import { parseDay } from '#data/rules/civil-day.ts';
import { FEWEST_TOLD } from '../table/suppress.ts';
import { firstAfter } from './case-changes.ts';
import type { CaseTable } from './case-table.ts';
import { countSql, MOST_ROWS, restatedSql, saidOf } from './question-sql.ts';

type Parts = {
  /** Milliseconds. */
  now: number;
  /** Categories that may be of somebody's home. */
  homes: readonly string[];
  /** Counts under five are told though they may be of homes: the caller works on the cases. */
  sees: boolean;
  /** What was asked, in words. */
  definition: string;
};

/** Answers a question out of the versions of cases. Null: nothing had come in by the day that `asOf` names. */
export async function answer(
  table: CaseTable,
  question: Question,
  { now, homes, sees, definition }: Parts,
  signal: AbortSignal,
): Promise<Answer | null> {
  const by = question.by ?? [];
  const seq = question.asOf === undefined ? null : await endOf(parseDay(question.asOf));
  if (seq === 0) return null;
  const { sql, values } = countSql(question, { seq, now, homes });
  const found = await table.ask(sql, values, signal);
  const rows = found.slice(0, MOST_ROWS).map((row) => told(row));
  const isHidden = rows.some(({ count }) => count === null);
  return {
    by,
    rows,
    more: found.length > MOST_ROWS,
    // From a total the one that is withheld would follow.
    counted: isHidden ? null : await total(rows, found.length),
    seq: seq ?? table.upto(),
    asOf: now,
    definition,
    ...(seq !== null && !isHidden && { restated: await restated(seq) }),
  };

  /** The last fact by the end of that day. */
  async function endOf(day: number): Promise<number> {
    const [row] = await table.ask('SELECT coalesce(max(seq), 0) FROM day_end WHERE day <= $1', [day], signal);
    return Number(row![0]);
  }

  async function total(rows: readonly QuestionRow[], all: number): Promise<number> {
    if (all === rows.length) return rows.reduce((sum, { count }) => sum + (count ?? 0), 0);
    const whole = countSql({ ...question, by: undefined, measure: undefined }, { seq, now, homes: [] });
    const [row] = await table.ask(whole.sql, whole.values, signal);
    return Number(row![0]);
  }

  async function restated(at: number) {
    const counts = restatedSql(question, { seq: at, first: firstAfter(at) });
    const [row] = await table.ask(counts.sql, counts.values, signal);
    const [then, current, late, movedIn, movedOut, withdrawn] = row!.map(Number) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    return { then, now: current, late, movedIn, movedOut, withdrawn };
  }

  function told(row: readonly (string | number | null)[]): QuestionRow {
    const of = by.map((one, i) => saidOf(one, row[i]!));
    const [count, ofHomes, having, p50, p90, due, hits] = row.slice(by.length);
    if (!sees && Number(ofHomes) > 0 && Number(count) < FEWEST_TOLD) return { of, count: null };
    const plain = { of, count: Number(count) };
    if (question.measure === undefined) return plain;
    const times = { of: Number(having), without: Number(count) - Number(having), p50: value(p50), p90: value(p90) };
    if (question.measure !== 'resolved') return { ...plain, times };
    const share = wilson(Number(hits), Number(due));
    if ('insufficient' in share) return { ...plain, times };
    return { ...plain, times, onTime: { hits: Number(hits), of: Number(due), low: share.low, high: share.high } };
  }
}

const value = (found: string | number | null | undefined) =>
  found === null || found === undefined ? null : Number(found);
