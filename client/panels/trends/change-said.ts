import type { MonthSeries } from '#data/contract/trend.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import { wallWords } from '#client/words/wall/wall-words.ts';

export type ChangeSaid = { headline: string; interval: string; counts: string };

/** The change of a year in words: never a percentage without its interval and its counts. */
export function changeSaid({ now, before, ratio, low, high, verdict }: MonthSeries['change'], say: Speech): ChangeSaid {
  const words = say.of(wallWords).trends;
  const judged = words.verdicts[verdict];
  const counts = words.against(say.number(now), say.number(before));
  if (ratio === null || verdict === 'too-few') return { headline: judged, interval: '', counts };
  const interval = low === null || high === null ? '' : words.interval(say.changes(low, high));
  return { headline: `${judged}: ${say.change(ratio)}`, interval, counts };
}
