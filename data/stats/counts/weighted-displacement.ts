import { normalSurprise } from '../normal.ts';
import { wholeCounts } from './whole.ts';

/** Counts of one area before and after, over equal spans. */
export type BeforeAfter = readonly [before: number, after: number];

export type Displacement = { difference: number; error: number; z: number; p: number };

/**
 * Whether an intervention did anything: the weighted displacement difference (Wheeler & Ratcliffe 2018, Crime
 * Science 7: 11). What changed where it was done, less what changed where it was not; the areas beside each may be
 * given too, so that what only moved next door is not counted as gone. The error is that of Poisson counts.
 * @throws {RangeError} on counts that are none
 */
export function weightedDisplacement(
  treated: BeforeAfter,
  control: BeforeAfter,
  beside: { treated?: BeforeAfter; control?: BeforeAfter } = {},
): Displacement {
  const areas = [treated, control, beside.treated ?? [0, 0], beside.control ?? [0, 0]] as const;
  wholeCounts(...areas.flat());
  const [did, didNot, besideIt, besideOther] = areas.map(([before, after]) => after - before) as [
    number,
    number,
    number,
    number,
  ];
  const difference = did - didNot + (besideIt - besideOther);
  const error = Math.sqrt(areas.flat().reduce((sum, count) => sum + count, 0));
  const z = error === 0 ? 0 : difference / error;
  return { difference, error, z, p: normalSurprise(z) };
}
