import { normalAboveQuantile } from '../normal.ts';
import { insufficient, type Insufficient } from '../insufficient.ts';
import { wholeCounts } from './whole.ts';

/** A share with the interval that it lies in. */
export type Share = { share: number; low: number; high: number };

/**
 * Score interval of a proportion (Wilson 1927, J. American Statistical Association 22: 209-212): it stays within
 * 0 and 1 and is right for few cases too. Of nothing at all no share is said.
 * @throws {RangeError} on counts that are none, or more of a kind than there are
 */
export function wilson(of: number, all: number, level = 0.95): Share | Insufficient {
  wholeCounts(of, all);
  if (of > all) throw new RangeError(`${of} of ${all} is no share`);
  if (all === 0) return insufficient('events', 1, 0);
  const z = normalAboveQuantile((1 - level) / 2);
  const share = of / all;
  const middle = share + z ** 2 / (2 * all);
  const half = z * Math.sqrt((share * (1 - share)) / all + z ** 2 / (4 * all ** 2));
  const whole = 1 + z ** 2 / all;
  return {
    share,
    low: of === 0 ? 0 : (middle - half) / whole,
    high: of === all ? 1 : (middle + half) / whole,
  };
}
