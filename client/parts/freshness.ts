import { SILENCE_MS } from '#data/contract/feed.ts';
import type { Speech } from '#client/words/shared/speech.ts';

/** How old what a panel shows is. `unknown`: nothing has come yet. */
export type Freshness = {
  state: 'fresh' | 'stale' | 'unknown';
  /** `as of 14:02:10`, or that there is nothing yet. */
  said: string;
  /** `14:02:10`, where there is no room for more. */
  brief: string;
  /** `3 min old`, only when that is too old. */
  old?: string;
};

/** Trend figures are asked for every minute; older than this they are stale, ms. */
export const TREND_SILENCE_MS = 3 * 60_000;

/** @param asOf ms since 1970, or null before the first data. @param countedTo ms; where whole hours alone are counted. */
export function freshness(
  asOf: number | null,
  now: number,
  say: Speech,
  staleAfter: number = SILENCE_MS,
  countedTo?: number,
): Freshness {
  if (asOf === null) return { state: 'unknown', said: say.words.age.never, brief: say.words.age.never };
  const brief = countedTo === undefined ? say.clock(asOf, now) : say.minute(countedTo, now);
  const said = say.words.age[countedTo === undefined ? 'asOf' : 'countedTo'](brief);
  const age = now - asOf;
  if (age <= staleAfter) return { state: 'fresh', said, brief };
  return { state: 'stale', said, brief, old: say.words.age.old(say.span(age)) };
}

/** What the outermost element of a panel says of its age, for style sheets and for whoever looks at the page. */
export const marksOf = ({ state }: Freshness, asOf: number | null) => ({
  'data-as-of': asOf === null ? undefined : new Date(asOf).toISOString(),
  'data-fresh': state,
});
