import { upperGammaRatio } from '../incomplete-gamma.ts';
import { positive, wholeCounts } from './whole.ts';

/**
 * Exact interval of the mean behind a count (Garwood 1936, Biometrika 28: 437-442). Of none seen it says how many
 * there may be all the same: at 95 % up to 3.69.
 * @throws {RangeError} on a count that is none, or unless 0 < level < 1
 */
export function poissonInterval(count: number, level = 0.95): [low: number, high: number] {
  wholeCounts(count);
  if (!(level > 0 && level < 1)) throw new RangeError(`a level lies between 0 and 1, not ${level}`);
  const tail = (1 - level) / 2;
  return [count === 0 ? 0 : meanWhere(count, 1 - tail), meanWhere(count + 1, tail)];
}

/** The same for `count` in so much exposure, per `unit` of it: per 100,000 residents, say. */
export function rateInterval(
  { count, exposure }: { count: number; exposure: number },
  unit: number,
  level = 0.95,
): { rate: number; low: number; high: number } {
  positive('an exposure', exposure, unit);
  const [low, high] = poissonInterval(count, level);
  const per = unit / exposure;
  return { rate: count * per, low: low * per, high: high * per };
}

/** The mean at which fewer than `count` events have this chance, by bisection to full precision. */
function meanWhere(count: number, chance: number): number {
  let low = 0;
  let high = 2 * count + 100;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (upperGammaRatio(count, middle) > chance) low = middle;
    else high = middle;
  }
}
