import type { Basis } from './basis.ts';
import { coveredSince } from './covered.ts';
import type { HourSeries } from './counts/hour-series.ts';

/** A basis of which every count is from sources that all of its time can be compared by. */
export type Alike = Pick<Basis, 'hours' | 'hour' | 'unusual'> & {
  /** For whole days. */
  whole: HourSeries;
  /** For parts of days: what has no hour may come days later, and is in none of them. */
  timed: HourSeries;
  /** Since when all of these sources count. */
  firstHour: number;
  sources: ReadonlySet<string>;
};

/** From the sources that had begun by the hour `since`, or from all that count where none had. */
export function alikeSince({ series, sources: all, hours, hour, unusual }: Basis, since: number): Alike {
  const { sources, firstHour } = coveredSince(all, since, hour);
  return {
    whole: series({ sources }),
    timed: series({ sources, timed: true }),
    firstHour,
    sources,
    hours,
    hour,
    unusual,
  };
}
