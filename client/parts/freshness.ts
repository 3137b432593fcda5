import { SILENCE_MS } from '#data/contract/feed.ts';
import type { Speech } from '#client/words/speech.ts';

/** How old what a panel shows is. `unknown`: nothing has come yet. */
export type Freshness = {
  state: 'fresh' | 'stale' | 'unknown';
  /** `as of 14:02:10`, or that there is nothing yet. */
  said: string;
  /** `3 min old`, only when that is too old. */
  old?: string;
};

/** Trend figures are asked for every minute; older than this they are stale, ms. */
export const TREND_SILENCE_MS = 3 * 60_000;

/** @param asOf ms since 1970, or null before the first data. */
export function freshness(asOf: number | null, now: number, say: Speech, staleAfter: number = SILENCE_MS): Freshness {
  if (asOf === null) return { state: 'unknown', said: say.words.age.never };
  const said = say.words.age.asOf(say.clock(asOf, now));
  const age = now - asOf;
  return age <= staleAfter ? { state: 'fresh', said } : { state: 'stale', said, old: say.words.age.old(say.span(age)) };
}
