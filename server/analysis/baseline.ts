import { dispersion } from '#data/stats/dispersion.ts';
import type { Alike } from './alike.ts';
import type { PartOfDay } from './days-of-week.ts';
import { mean } from './mean.ts';
import { seasonBetween } from './season.ts';

/** Weeks before the one asked about that say what is to be expected. */
export const BASELINE_WEEKS = 16;

/** What the same part of earlier weeks held, brought to the season of the week asked about. */
export type Baseline = {
  /** One count for each week in which all these days were ordinary. */
  counts(parts: readonly PartOfDay[]): number[];
  /** Incidents on days that are passed over. */
  readonly passedOver: number;
  /** Variance over mean of single days; 1 = chance alone. */
  readonly spread: number;
  /** Relative variance that bringing them to the season adds. */
  readonly seasonVariance: number;
  readonly seasonal: boolean;
};

const weekdays = [0, 1, 2, 3, 4, 5, 6];

/** The weeks before `monday`, a local day. */
export function createBaseline(basis: Alike, monday: number): Baseline {
  const { whole, hours, firstHour, unusual } = basis;
  const weeks: number[] = [];
  for (let week = 1; week <= BASELINE_WEEKS; week++) {
    // A week in which counting had only begun looks quieter than it was.
    if (hours.first(monday - 7 * week) >= firstHour) weeks.push(monday - 7 * week);
  }
  const season = seasonBetween(basis, monday, weeks);

  return {
    counts,
    passedOver: passedOver(),
    spread: spreadOfDays(),
    seasonVariance: season.variance,
    seasonal: season.years > 0,
  };

  function counts(parts: readonly PartOfDay[]): number[] {
    return weeks.flatMap((week, i) => {
      if (parts.some(({ weekday }) => unusual.has(week + weekday))) return [];
      return [parts.reduce((sum, part) => sum + count(week, part), 0) * season.ratios[i]!];
    });
  }

  function count(week: number, { weekday, untilHour }: PartOfDay): number {
    const day = week + weekday;
    if (untilHour === 24) return whole.between(hours.first(day), hours.first(day + 1));
    return basis.timed.between(hours.first(day), hours.first(day, untilHour));
  }

  function passedOver(): number {
    const days = weeks.flatMap((week) => weekdays.map((weekday) => week + weekday)).filter((day) => unusual.has(day));
    return days.reduce((sum, day) => sum + whole.between(hours.first(day), hours.first(day + 1)), 0);
  }

  /** Days against the mean of their weekday: seven means are fitted. */
  function spreadOfDays(): number {
    const days = weekdays.flatMap((weekday) => {
      const like = counts([{ weekday, untilHour: 24 }]);
      return like.map((each) => ({ count: each, expected: mean(like) }));
    });
    return dispersion(days, weekdays.length);
  }
}
