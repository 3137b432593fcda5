import type { Verdict } from '#data/contract/trend.ts';

/** Below this neither the one count nor the other carries a verdict. */
export const FEWEST_INCIDENTS = 5;

/** A verdict at the 5 % level from a two-sided `p`. */
export function verdictOf(p: number, now: number, before: number): Verdict {
  if (Math.max(now, before) < FEWEST_INCIDENTS) return 'too-few';
  if (p >= 0.05) return 'no-change';
  return now > before ? 'higher' : 'lower';
}
