import type { Action } from './action.ts';

/** When a tap was, and now, both by the clock that dated the tap; ms since 1970. */
export type Dates = { tappedAt: number; sentAt: number };

/** This device's own clock, and how far the server's time is ahead of it, ms; null: not known yet. */
type OwnClock = { date: number; ahead: number | null };

/**
 * What is said of when a tap was. It is dated by what was known of the clock as it was tapped, so that a
 * clock that was set since shows: then the server does not believe it.
 */
export function datesOf({ tapped, ahead: then }: Pick<Action, 'tapped' | 'ahead'>, { date, ahead }: OwnClock): Dates {
  if (then !== undefined) return { tappedAt: tapped, sentAt: date + then };
  return { tappedAt: tapped + (ahead ?? 0), sentAt: date + (ahead ?? 0) };
}
