/** Older than this, what is shown is said to be old, ms. */
export const STALE_MS = 20_000;

/** How the page stands with the server, and how old what it shows is. */
export type Line = {
  /**
   * `none`: the first answer is waited for. `lost`: the last asking got none. `stale`: too long since one.
   * `refused`: the server answers, and not this person.
   */
  state: 'none' | 'fresh' | 'stale' | 'lost' | 'refused';
  /** The server's time of what is shown, ms since 1970; null before the first. */
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

/** What became of the newest asking. */
type Newest = { failed: boolean; refused: boolean };

export function lineOf(last: LastAnswer | null, { failed, refused }: Newest, now: number): Line {
  const trouble = failed ? 'lost' : refused ? 'refused' : null;
  if (!last) return { state: trouble ?? 'none', asOf: null, ageMs: 0 };
  // Counted from the asking, not from the answer: never younger than it is.
  const ageMs = Math.max(0, now - last.askedAt);
  const state = trouble ?? (ageMs > STALE_MS ? 'stale' : 'fresh');
  return { state, asOf: last.asOf, ageMs };
}
