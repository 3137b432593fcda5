import type { TrendWeeks } from '#data/contract/trend-weeks.ts';
import { formatDay, weekday } from '#data/rules/civil-day.ts';
import { isInsufficient } from '#data/stats/insufficient.ts';
import { changePoints } from '#data/stats/series/change-points.ts';
import { cusum } from '#data/stats/series/cusum.ts';
import { ewma } from '#data/stats/series/ewma.ts';
import { pointToPointSpread } from '#data/stats/series/point-to-point.ts';
import { alikeSince } from '../alike.ts';
import type { Basis, Computed } from '../basis.ts';
import { divideWeeks, expectedWeeks, FEWEST_WEEKS, WEEKS_OF_YEAR, type Expected } from './expected-weeks.ts';

/** Five years and the week under way: more is another city. */
const MOST_WEEKS = 260;

type Head = 'asOf' | 'countedTo' | 'seq' | 'definition' | 'counted' | 'leftOut' | 'filling' | 'category' | 'area';

/** The whole weeks up to the local day `to`, that day not included. */
export function trendWeeks(basis: Basis, to: number): Computed<Omit<TrendWeeks, Head>> {
  const { hours, series } = basis;
  const end = to - weekday(to);
  const alike = alikeSince(basis, hours.first(end - 7 * FEWEST_WEEKS));
  const mondays = Array.from({ length: MOST_WEEKS }, (_, i) => end - 7 * (MOST_WEEKS - i)).filter(
    (monday) => hours.first(monday) >= alike.firstHour,
  );
  const counts = mondays.map((monday) => alike.whole.between(hours.first(monday), hours.first(monday + 7)));
  const dayOf = (week: number) => formatDay(mondays[week]!);
  const spread = pointToPointSpread(counts);

  const expected = expectedWeeks(counts);
  const score = isInsufficient(expected) ? expected : scoreOf(counts, expected);
  const known = !isInsufficient(expected) && 'shown' in score && score.shown ? expected : null;
  const distances = distancesOf(counts, known, spread);
  const smooth = ewma(distances.values, { mean: 0, sd: 1 });
  const piled = cusum(distances.values, { mean: 0, sd: 1 });
  const changes = changePoints(withoutSeason(counts), spread);
  const from = mondays[0] ?? end;
  return {
    answer: {
      until: formatDay(to - 1),
      weeks: counts.map((count, i) => {
        const band = known?.get(i);
        return {
          from: dayOf(i),
          count,
          expected: band?.expected ?? null,
          low: band?.low ?? null,
          high: band?.high ?? null,
          ewma: isInsufficient(smooth) ? null : (smooth.values[i - distances.first] ?? null),
        };
      }),
      band: score,
      ewma: isInsufficient(smooth) ? smooth : { low: smooth.low, high: smooth.high },
      signals: isInsufficient(piled)
        ? piled
        : piled.signals.map(({ at, since, side }) => ({
            at: dayOf(at + distances.first),
            since: dayOf(since + distances.first),
            side,
          })),
      changes: isInsufficient(changes)
        ? changes
        : changes.map((each) => ({ ...each, at: dayOf(each.at), low: dayOf(each.low), high: dayOf(each.high) })),
      spread,
    },
    from: hours.first(from),
    to: hours.first(end),
    sources: alike.sources,
    leftOut: { 'this-week': series().between(hours.first(end), hours.first(to)) },
    definition:
      `per week from Monday (${hours.timeZone}) up to ${formatDay(end - 1)}, from the sources that count through all of them; band: 95 % of counts ` +
      `around trend and season of the weeks before each quarter (STL), shown only where it is nearer than the same week a year ` +
      `before; EWMA 0.3 and CUSUM 0.5/5 of the distance in standard deviations; change points of counts without their season`,
  };
}

/** The band on weeks that it had not seen, beside the simplest there is. */
function scoreOf(counts: readonly number[], expected: ReadonlyMap<number, Expected>) {
  const weeks = [...expected.keys()];
  const mean = (errors: number[]) => errors.reduce((sum, each) => sum + each, 0) / errors.length;
  const error = mean(weeks.map((week) => Math.abs(counts[week]! - expected.get(week)!.expected)));
  const lastYear = mean(weeks.map((week) => Math.abs(counts[week]! - counts[week - WEEKS_OF_YEAR]!)));
  return { shown: error <= lastYear, weeks: weeks.length, error, lastYear };
}

/** How far each week lies from what was expected; without a band from the mean of all, by how weeks vary. */
function distancesOf(counts: readonly number[], known: ReadonlyMap<number, Expected> | null, spread: number) {
  if (known) {
    const first = Math.min(...known.keys());
    const values = counts.slice(first).map((count, i) => {
      const { expected, sd } = known.get(first + i)!;
      return (count - expected) / sd;
    });
    return { first, values };
  }
  const mean = counts.reduce((sum, count) => sum + count, 0) / Math.max(1, counts.length);
  const sd = Math.sqrt(Math.max(1, mean * spread));
  return { first: 0, values: counts.map((count) => (count - mean) / sd) };
}

function withoutSeason(counts: readonly number[]): number[] {
  const known = divideWeeks(counts);
  if (isInsufficient(known)) return [...counts];
  return counts.map((count, i) => Math.max(0, Math.round(count - known.season[i]!)));
}
