import type { HeatMatrix, MonthSeries, TrendHead, Verdict, WeekSeries } from '#data/contract/trend.ts';
import { seededRandom } from '#data/kit/random.ts';
import type { WallTrends } from '#client/wall/wall-model.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const head = (asOf: number, counted: number, leftOut: TrendHead['leftOut'] = {}): TrendHead => ({
  asOf,
  countedTo: Math.floor(asOf / HOUR) * HOUR,
  seq: 1,
  definition: '',
  counted,
  leftOut,
});

/** Seven days from three before `asOf` on, in the time of UTC+8; `busier` multiplies what came on the third. */
export function madeWeek(asOf: number, verdict: Verdict = 'no-change', busier = 1): WeekSeries {
  const random = seededRandom('week');
  const from = Math.floor((asOf + 8 * HOUR) / DAY) * DAY - 8 * HOUR - 3 * DAY;
  const expected = [61, 58, 60, 57, 66, 74, 70];
  const points = expected.map((mean, day) => {
    const spread = 2 * Math.sqrt(mean);
    const count = day > 3 ? null : Math.round((mean + (random() - 0.5) * spread) * (day === 2 ? busier : 1));
    const start = Math.round(from + day * DAY);
    return {
      from: start,
      to: start + DAY,
      count: day === 3 ? Math.round(mean * 0.6) : count,
      expected: day === 3 ? mean * 0.6 : mean,
      low: Math.max(0, (day === 3 ? mean * 0.6 : mean) - spread),
      high: (day === 3 ? mean * 0.6 : mean) + spread,
      ...(day === 3 && { until: asOf }),
    };
  });
  const count = points.reduce((sum, point) => sum + (point.count ?? 0), 0);
  const due = points.slice(0, 4).reduce((sum, point) => sum + point.expected, 0);
  return { ...head(asOf, count, { 'this-hour': 7 }), points, soFar: { count, expected: due, p: 0.4, verdict } };
}

/** Twelve whole months and one under way. */
export function madeMonths(asOf: number, ratio: number, verdict: Verdict): MonthSeries {
  const random = seededRandom('months');
  const months = Array.from({ length: 13 }, (_, index) => {
    const before = Math.round(1900 + 250 * Math.sin(index / 2) + random() * 120);
    const partial = index === 12;
    const month = new Date(Date.UTC(2025, 10 + index, 1)).toISOString().slice(0, 7);
    return { month, count: Math.round(before * ratio * (partial ? 0.7 : 0.97 + random() * 0.06)), before, partial };
  });
  const whole = months.slice(0, 12);
  const now = whole.reduce((sum, { count }) => sum + count, 0);
  const before = whole.reduce((sum, month) => sum + month.before, 0);
  return {
    ...head(asOf, now, { 'this-hour': 7, 'other-sources': 376 }),
    months,
    change: { now, before, ratio: now / before, low: now / before - 0.02, high: now / before + 0.02, p: 0.01, verdict },
  };
}

/** Quiet nights, busy late afternoons, later on Fridays and Saturdays. */
export function madeHeat(asOf: number): HeatMatrix {
  const rows = Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: 24 }, (_, hour) => {
      const peak = day === 4 || day === 5 ? 20 : 17;
      return 0.8 + 4.2 * Math.exp(-(((hour - peak) / 5) ** 2)) + 1.8 * Math.exp(-(((hour - 9) / 2) ** 2));
    }),
  );
  return { ...head(asOf, 21_403, { 'hour-unknown': 1204 }), weeks: 52, rows };
}

export const madeTrends = (asOf: number): WallTrends => ({
  week: madeWeek(asOf, 'higher', 1.6),
  months: madeMonths(asOf, 0.93, 'lower'),
  heat: madeHeat(asOf),
});

export const noTrends: WallTrends = { week: null, months: null, heat: null };
