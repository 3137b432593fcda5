/** Counts that should have had the same mean, up to the factor that each carries. */
export type LikeCounts = readonly { count: number; expected: number }[];

/**
 * How much more the counts vary than chance alone would make them: Pearson's statistic over its
 * degrees of freedom (McCullagh & Nelder 1989, 6.2.5). 1 for independent events; never below 1,
 * because less than chance is no reason for a narrower band. 1 where nothing can be said.
 */
export function dispersion(counts: LikeCounts, fitted: number): number {
  const used = counts.filter(({ expected }) => expected > 0);
  const freedom = used.length - fitted;
  if (freedom <= 0) return 1;
  const pearson = used.reduce((sum, { count, expected }) => sum + (count - expected) ** 2 / expected, 0);
  return Math.max(1, pearson / freedom);
}
