import type { TrendHead } from '#data/contract/trend.ts';
import type { CityHours } from './city-hours.ts';
import type { SourceSeries } from './covered.ts';
import type { Of } from './counts/cube.ts';
import type { HourSeries } from './counts/hour-series.ts';

/** What every trend is computed from. Hours are those of the roll-ups. */
export type Basis = {
  /** The counts of what is asked about. */
  series(of?: Of): HourSeries;
  /** What each source ever counted, whatever is asked about: since when it can be compared. */
  sources: readonly SourceSeries[];
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
  /** From which sources; absent: all of them. */
  sources?: ReadonlySet<string>;
  leftOut: TrendHead['leftOut'];
  /** Completes "theft incidents by time of report, ". */
  definition: string;
};
