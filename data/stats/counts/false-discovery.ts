/**
 * Every p adjusted for how many were looked at (Benjamini & Hochberg 1995, J. Royal Statistical Society B 57:
 * 289-300), in the order given: called a change where the adjusted one is at most q, no more than the share q of
 * what is so called is chance. Same as R's `p.adjust(p, "BH")`.
 * @throws {RangeError} on a p outside 0..1
 */
export function falseDiscovery(ps: readonly number[]): number[] {
  for (const p of ps) if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability lies in 0..1, not ${p}`);
  const order = ps.map((_, i) => i).sort((a, b) => ps[b]! - ps[a]!);
  const adjusted = new Array<number>(ps.length);
  let least = 1;
  order.forEach((at, i) => {
    least = Math.min(least, ps[at]! * (ps.length / (ps.length - i)));
    adjusted[at] = least;
  });
  return adjusted;
}
