import type { ClaimCard } from '#data/contract/claim.ts';
import { formatDay } from '#data/rules/civil-day.ts';
import { eTest } from '#data/stats/counts/e-test.ts';
import { poissonInterval } from '#data/stats/counts/poisson-interval.ts';
import { pointToPointSpread } from '#data/stats/series/point-to-point.ts';
import { compareRates } from '#data/stats/two-rates.ts';
import type { Basis, Computed } from '../basis.ts';
import { coveredSince } from '../covered.ts';
import { verdictOf } from '../verdict.ts';
import { yearsUpTo } from './years.ts';

const WINDOW_DAYS = 28;
const WEEKS_OF_SPREAD = 52;

type Head = 'asOf' | 'countedTo' | 'seq' | 'definition' | 'counted' | 'leftOut' | 'filling' | 'category' | 'area';

/** What stands behind a claim, up to the local day `to`, that day not included. */
export function claimCard(basis: Basis, to: number): Computed<Omit<ClaimCard, Head>> {
  const { series, sources: all, hours, firstHour } = basis;
  const known = yearsUpTo(to).filter(({ from }) => hours.first(from) >= firstHour);
  const since = hours.first(known[0]?.from ?? to - 2 * WINDOW_DAYS);
  const { sources, firstHour: shared } = coveredSince(all, since, hours.first(to));
  const counts = series({ sources });
  const count = (from: number, until: number) => counts.between(hours.first(from), hours.first(until));
  const years = known
    .filter(({ from }) => hours.first(from) >= shared)
    .map((year) => ({ ...year, count: count(year.from, year.to), days: year.to - year.from }));
  const [first, last] = [years[0], years.at(-1)];

  const now = count(to - WINDOW_DAYS, to);
  const before = count(to - 2 * WINDOW_DAYS, to - WINDOW_DAYS);
  const weeks = Array.from({ length: WEEKS_OF_SPREAD }, (_, i) => to - 7 * (WEEKS_OF_SPREAD - i));
  const spread = pointToPointSpread(
    weeks.filter((from) => hours.first(from) >= shared).map((from) => count(from, from + 7)),
  );
  // Counts that vary so many times more than chance carry that many times less evidence.
  const thinned = (count: number) => ({ count: Math.round(count / spread), exposure: 1 });
  const p = eTest(thinned(now), thinned(before));
  const [low, high] = poissonInterval(now);
  return {
    answer: {
      until: formatDay(to - 1),
      years: years.map((year) => {
        const [least, most] = poissonInterval(year.count);
        const { days, count } = year;
        return { from: formatDay(year.from), to: formatDay(year.to - 1), days, count, low: least, high: most };
      }),
      change: first && last && first !== last && first.count > 0 ? changeOf(first, last, years.length - 1) : null,
      recent: {
        now,
        before,
        change: before === 0 ? null : now / before - 1,
        p,
        verdict: verdictOf(p, now, before),
        low,
        high,
      },
      recording: all
        .filter(({ source }) => !sources.has(source))
        .map(({ source, first, series }) =>
          first > since
            ? { source, what: 'began', day: formatDay(hours.day(first)) }
            : { source, what: 'ended', day: formatDay(hours.day(series.lastBefore(hours.first(to)))) },
        ),
    },
    from: hours.first(first?.from ?? to - 2 * WINDOW_DAYS),
    to: hours.first(to),
    sources,
    leftOut: {},
    definition:
      `per twelve months up to ${formatDay(to - 1)} (${hours.timeZone}), from the sources that counted through all of them; intervals: ` +
      `Garwood's, 95 %; last year over first: exact conditional test; last 28 days against the 28 before: E-test, thinned where weeks vary more than chance. Counted is what was ` +
      `reported, not what happened`,
  };
}

type Year = { count: number; days: number };

function changeOf(first: Year, last: Year, years: number): ClaimCard['change'] {
  const rate = ({ count, days }: Year) => ({ count, exposure: days });
  const { ratio, low, high, p } = compareRates(rate(last), rate(first));
  if (ratio === null) return null;
  return { ratio, low, high: Number.isFinite(high) ? high : null, perYear: ratio ** (1 / years), p };
}
