import type { HourSeries } from './counts/hour-series.ts';

/** All that one source ever counted, whatever is asked about; `first` is the hour with which its first day began. */
export type SourceSeries = { source: string; first: number; series: HourSeries };

/** The sources that can be compared over a span, and since when all of them count. */
export type Covered = {
  sources: ReadonlySet<string>;
  /** Infinity where there is none. */
  firstHour: number;
};

const MONTH_HOURS = 28 * 24;
const YEAR_HOURS = 366 * 24;
/** So many reports more would have come by then at its last pace: one silence in a thousand is chance. */
const MISSED = 7;

/** Those that had begun by `from` and still reported at `to`. */
export function coveredBy(all: readonly SourceSeries[], from: number, to: number): Covered {
  return covered(all.filter((each) => each.first <= from && !fellSilent(each, to)));
}

/**
 * Those that still report at `to` and had begun by `from`; where none had begun by then, all that
 * still report, over as much as they share.
 */
export function coveredSince(all: readonly SourceSeries[], from: number, to: number): Covered {
  const going = all.filter((each) => !fellSilent(each, to));
  const begun = going.filter(({ first }) => first <= from);
  return covered(begun.length > 0 ? begun : going);
}

function covered(those: readonly SourceSeries[]): Covered {
  return {
    sources: new Set(those.map(({ source }) => source)),
    firstHour: those.length === 0 ? Infinity : Math.max(...those.map(({ first }) => first)),
  };
}

/** It had ended before `to`: by its own pace over its last four weeks, and silent for longer than in the year before. */
function fellSilent({ series }: SourceSeries, to: number): boolean {
  const last = series.lastBefore(to);
  const silence = to - 1 - last;
  const pace = series.between(last + 1 - MONTH_HOURS, last + 1) / MONTH_HOURS;
  return silence * pace > MISSED && !wasSilentFor(silence, series, last);
}

/** Some come in batches: that is their pace. */
function wasSilentFor(silence: number, series: HourSeries, last: number): boolean {
  let next = last;
  while (next > last - YEAR_HOURS) {
    const before = series.lastBefore(next);
    if (!Number.isFinite(before)) return false;
    if (next - 1 - before >= silence) return true;
    next = before;
  }
  return false;
}
