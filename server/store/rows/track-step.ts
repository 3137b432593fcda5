const DAY_MS = 24 * 3600_000;

/**
 * Up to where tracks are deleted in one transaction, of all before `at`: a day on the UTC scale at most, the oldest
 * that there is, so that nobody waits for long. `oldest`: the newest fix of the oldest batch, ms; null where there is none.
 */
export function trackStep(oldest: number | null, at: number): number {
  return oldest === null ? at : Math.min(at, (Math.floor(oldest / DAY_MS) + 1) * DAY_MS);
}
