import { seededRandom, type Random } from '#data/kit/random.ts';
import { compareRates } from '#data/stats/two-rates.ts';

/** What is compared: the last four weeks with the four before. */
const WINDOW_HOURS = 28 * 24;
const TRIES = 500;

/** Draws how many happen in the hour that begins at hour x 3,600,000 ms. */
type Drawn = { name: string; draw(hour: number, random: Random, pace: number): number };

/**
 * The hourly counts of the last eight weeks before `untilHour`, drawn from the stream's own law and
 * nothing else; but of all the draws there could have been, the first that looks like a rise: a
 * rise that is only noise.
 */
export function luckyCounts(stream: Drawn, untilHour: number, seed: string): ReadonlyMap<number, number> {
  const first = untilHour - 2 * WINDOW_HOURS;
  let counts: number[] = [];
  for (let luck = 0; luck < TRIES && !looksLikeRise(counts); luck++) {
    const random = seededRandom(`${seed}/${stream.name}/${luck}`);
    counts = Array.from({ length: 2 * WINDOW_HOURS }, (_, i) => stream.draw(first + i, random, 1));
  }
  return new Map(counts.map((count, i) => [first + i, count]));
}

/** Up by 40 % at least, and yet well within what chance does. */
function looksLikeRise(counts: readonly number[]): boolean {
  const total = (some: readonly number[]) => some.reduce((sum, count) => sum + count, 0);
  const before = total(counts.slice(0, WINDOW_HOURS));
  const after = total(counts.slice(WINDOW_HOURS));
  if (before < 4 || after < 1.4 * before) return false;
  return compareRates({ count: after, exposure: 1 }, { count: before, exposure: 1 }).p > 0.15;
}
