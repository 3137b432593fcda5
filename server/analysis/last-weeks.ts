import type { CommunityAnswer } from '#data/contract/desk-api.ts';
import { weekday } from '#data/rules/civil-day.ts';
import { compareRates } from '#data/stats/two-rates.ts';
import type { Basis } from './basis.ts';
import { coveredBy } from './covered.ts';
import { verdictOf } from './verdict.ts';

const WEEKS = 12;
/** Whole weeks, so that both sides have the same days of the week. */
const CHANGE_DAYS = 28;
const HOURS_A_DAY = 24;

const words = { higher: 'more', lower: 'fewer', 'no-change': 'no-evidence', 'too-few': 'too-few' } as const;

/** The last twelve weeks, the one under way among them, and the last 28 days against the 28 before. */
export function lastWeeks({ series, sources: all, hours, hour }: Basis): Pick<CommunityAnswer, 'weeks' | 'change'> {
  const today = hours.day(hour);
  const monday = today - weekday(today);
  const weeks = Array.from({ length: WEEKS }, (_, i) => {
    const day = monday - 7 * (WEEKS - 1 - i);
    const from = hours.first(day);
    return { from: hours.start(from), count: series().between(from, hours.first(day + 7)) };
  });
  // The present hour is not over.
  const since = hour - CHANGE_DAYS * HOURS_A_DAY;
  const sinceBefore = since - CHANGE_DAYS * HOURS_A_DAY;
  const { sources } = coveredBy(all, sinceBefore, hour);
  const known = sources.size > 0;
  const alike = series(known ? { sources } : {});
  const now = alike.between(since, hour);
  const before = alike.between(sinceBefore, since);
  const exposure = CHANGE_DAYS;
  const { p } = compareRates({ count: now, exposure }, { count: before, exposure });
  const verdict = !known ? 'too-few' : words[verdictOf(p, now, before)];
  return { weeks, change: { now, before, p, verdict } };
}
