import { invalid, type Problem } from '#data/contract/problem.ts';
import type { TrendWhy } from '#data/contract/trend-table.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import { parseDay, weekday } from '#data/rules/civil-day.ts';
import type { Analysis } from '../../../analysis/analysis.ts';
import type { Selection } from '../../../analysis/counts/selection.ts';

const why = (reason: TrendWhy, pointer: string, detail: string): Problem => ({
  ...invalid([{ pointer, detail }]),
  why: reason,
});

/**
 * The local day up to which is counted, that day not included: the one after `until`, or today. The public is told of whole
 * weeks, because the table of one day less the table of the day before is a day.
 */
export function trendDay(
  { since, today, filling }: Pick<Analysis, 'since' | 'today' | 'filling'>,
  selection: Selection,
  until: string | undefined,
): Result<number, Problem> {
  const now = today();
  const asked = until === undefined ? now : parseDay(until) + 1;
  if (asked > now) return refused(why('future', '/until', 'is not over yet'));
  const to = selection.public ? asked - weekday(asked) : asked;
  const first = since(selection);
  if (first === Infinity && filling() === null)
    return refused(why('nothing-counted', '/category', 'has never been counted here'));
  if (to <= first && first !== Infinity)
    return refused(why('before-history', '/until', 'lies before the first that was counted'));
  return accepted(to);
}
