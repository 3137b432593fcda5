import type { MonthSeries } from '#data/contract/trend.ts';
import type { Speech } from '#client/words/speech.ts';

/** The change of a year in words: never a percentage without its counts and its interval. */
export function changeSaid(change: MonthSeries['change'], say: Speech): { headline: string; counts: string } {
  const { now, before, ratio, low, high, verdict } = change;
  const words = say.words.trends;
  const counts = words.against(say.number(now), say.number(before));
  const judged = words.verdicts[verdict];
  if (ratio === null || verdict === 'too-few') return { headline: judged, counts };
  const interval = low === null || high === null ? '' : ` (${words.interval(say.change(low), say.change(high))})`;
  return { headline: `${say.change(ratio)}${interval}`, counts: `${judged}: ${counts}` };
}
