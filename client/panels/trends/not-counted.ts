import type { TrendHead } from '#data/contract/trend.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import { wallWords } from '#client/words/wall/wall-words.ts';

/** While history is filled in, how much of it the figures hold. */
export function stillFilling({ filling }: Pick<TrendHead, 'filling'>, say: Speech): string[] {
  if (filling === undefined) return [];
  return [say.of(wallWords).trends.filling(say.words.percent(say.number(Math.floor(filling * 100))))];
}

/** What stands beside the figures of a trend and is in none of them, a line each: history that is still to come and the hour that runs first. */
export function notCounted(head: TrendHead, now: number, say: Speech): string[] {
  const { countedTo, leftOut } = head;
  const words = say.of(wallWords).trends;
  const lines: [string, (n: string) => string][] = [
    ['this-hour', (n) => words.running(say.minute(countedTo, now), n)],
    ['other-sources', words.otherSources],
    ['hour-unknown', words.hourUnknown],
  ];
  return [
    ...stillFilling(head, say),
    ...lines.flatMap(([why, said]) => (leftOut[why] ? [said(say.number(leftOut[why]))] : [])),
  ];
}
