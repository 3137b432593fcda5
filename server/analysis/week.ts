import type { WeekSeries } from '#data/contract/trend.ts';
import { weekday } from '#data/rules/civil-day.ts';
import {
  countDistribution,
  countQuantile,
  countSurprise,
  type CountDistribution,
} from '#data/stats/count-distribution.ts';
import { dispersion } from '#data/stats/dispersion.ts';
import { alikeSince, type Alike } from './alike.ts';
import { BASELINE_WEEKS, createBaseline, type Baseline } from './baseline.ts';
import type { Basis, Computed } from './basis.ts';
import { daysOfWeek, type DayOfWeek } from './days-of-week.ts';
import { mean } from './mean.ts';
import { verdictOf } from './verdict.ts';

/** Fewer usable weeks than that are no baseline. */
const FEWEST_WEEKS = 8;

/** This week, day by day, against the same days of the weeks before. */
export function weekSeries(basis: Basis): Computed<Pick<WeekSeries, 'points' | 'soFar'>> {
  const { series, hours, hour } = basis;
  const today = hours.day(hour);
  const monday = today - weekday(today);
  const alike = alikeSince(basis, hours.first(monday - 7 * FEWEST_WEEKS));
  const baseline = createBaseline(alike, monday);
  const days = daysOfWeek(alike, monday);
  const season = baseline.seasonal ? ', corrected by the season of earlier years' : '';
  return {
    answer: { points: days.map((day) => point(alike, baseline, day)), soFar: compareSoFar(alike, baseline, days) },
    from: hours.first(monday),
    to: hour,
    sources: alike.sources,
    leftOut: { 'this-hour': series().between(hour, hour + 1), 'festival-days': baseline.passedOver },
    definition:
      `per day of city time (${hours.timeZone}), up to the last whole hour; expected: the mean of the same part of the ` +
      `${BASELINE_WEEKS} weeks before, from the sources that count in all of them, festivals and special days left out${season}; ` +
      `band: 95 % prediction interval of a negative binomial count`,
  };
}

function point(alike: Alike, baseline: Baseline, day: DayOfWeek): WeekSeries['points'][number] {
  const { hours } = alike;
  const begun = day.until > day.from;
  const counts = predict(baseline, baseline.counts([day.part]), baseline.spread);
  return {
    from: hours.start(day.from),
    to: hours.start(day.to),
    count: begun ? countOf(alike, day) : null,
    expected: counts.mean,
    low: countQuantile(counts, 0.025),
    high: countQuantile(counts, 0.975),
    ...(begun && day.until < day.to && { until: hours.start(day.until) }),
    ...(day.unusual && { unusual: true as const }),
  };
}

/** What of a day is over, so far as it can be compared with the same of other days. */
function countOf({ whole, timed }: Alike, { from, to, until }: DayOfWeek): number {
  return (until < to ? timed : whole).between(from, until);
}

/** The ordinary days so far, taken together, against the same parts of earlier weeks. */
function compareSoFar(alike: Alike, baseline: Baseline, days: readonly DayOfWeek[]): WeekSeries['soFar'] {
  const passed = days.filter((day) => !day.unusual && day.until > day.from);
  const count = passed.reduce((sum, day) => sum + countOf(alike, day), 0);
  const weeks = passed.length === 0 ? [] : baseline.counts(passed.map(({ part }) => part));
  const expected = mean(weeks);
  // Days of one week may move together; then weeks vary more than their days promise.
  const ofWeeks = dispersion(
    weeks.map((each) => ({ count: each, expected })),
    1,
  );
  if (weeks.length < FEWEST_WEEKS) return { count, expected, p: 1, verdict: 'too-few' };
  const p = countSurprise(predict(baseline, weeks, Math.max(baseline.spread, ofWeeks)), count);
  return { count, expected, p, verdict: verdictOf(p, count, expected) };
}

/** What a new count may be, when the mean of its like is only known from `counts`. */
function predict({ seasonVariance }: Baseline, counts: readonly number[], spread: number): CountDistribution {
  const expected = mean(counts);
  const variance = spread * expected * (1 + 1 / Math.max(1, counts.length)) + expected ** 2 * seasonVariance;
  return countDistribution(expected, variance);
}
