import type { CityHours } from './city-hours.ts';
import type { HourSeries } from './hour-series.ts';

/** What every trend is computed from. Hours are those of the roll-ups. */
export type Basis = {
  series: HourSeries;
  hours: CityHours;
  /** The present hour: those before it are over, and only they are counted. */
  hour: number;
  /** Where counting began; Infinity when it has not. */
  firstHour: number;
  /** Local days that say nothing about ordinary ones. */
  unusual: ReadonlySet<number>;
};

/** What a computation says of itself beside its answer: it counted the hours [from, to). */
export type Computed<A> = {
  answer: A;
  from: number;
  to: number;
  leftOut: Record<string, number>;
  /** Completes "theft incidents by time of report, ". */
  definition: string;
};
