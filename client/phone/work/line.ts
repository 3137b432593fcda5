/** Older than this, what is shown is said to be old, ms. */
export const STALE_MS = 20_000;

/** How the page stands with the server, and how old what it shows is. */
export type Line = {
  /** `none`: nothing to show yet. `lost`: the last asking got no answer. `stale`: too long since one. */
  state: 'none' | 'fresh' | 'stale' | 'lost';
  /** The server's time of what is shown, ms since 1970; null with `none`. */
  asOf: number | null;
  /** How long ago it was asked for: it is at most so old, ms. */
  ageMs: number;
};

export type LastAnswer = {
  /** The page's steady clock when the newest answer was asked for. */
  askedAt: number;
  /** The server's time in it. */
  asOf: number;
};

/** @param failed whether the newest asking got no answer. */
export function lineOf(last: LastAnswer | null, failed: boolean, now: number): Line {
  if (!last) return { state: 'none', asOf: null, ageMs: 0 };
  // Counted from the asking, not from the answer: never younger than it is.
  const ageMs = Math.max(0, now - last.askedAt);
  const state = failed ? 'lost' : ageMs > STALE_MS ? 'stale' : 'fresh';
  return { state, asOf: last.asOf, ageMs };
}
