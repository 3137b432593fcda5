import type { TrendHead } from '#data/contract/trend.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import { wallWords } from '#client/words/wall/wall-words.ts';

/** What stands beside the figures of a trend and is in none of them, a line each: the hour that runs first. */
export function notCounted({ countedTo, leftOut }: TrendHead, now: number, say: Speech): string[] {
  const words = say.of(wallWords).trends;
  const lines: [string, (n: string) => string][] = [
    ['this-hour', (n) => words.running(say.minute(countedTo, now), n)],
    ['other-sources', words.otherSources],
    ['hour-unknown', words.hourUnknown],
  ];
  return lines.flatMap(([why, said]) => (leftOut[why] ? [said(say.number(leftOut[why]))] : []));
}
