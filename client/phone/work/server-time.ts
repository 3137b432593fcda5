/** What a header says of the time is whole seconds, and may have been some time on its way: not worth a correction, ms. */
const ROUGH_MS = 3_000;

/**
 * How far the server's time is ahead of this page's clock, ms, once an answer without a time of its own
 * said `date`: what was known, unless a clock was set meanwhile.
 */
export function aheadAfter(known: number, date: number, now: number): number {
  const said = date + 500 - now;
  return Math.abs(said - known) > ROUGH_MS ? said : known;
}
