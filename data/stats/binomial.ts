import { betaQuantile } from './incomplete-beta.ts';
import { logGamma } from './log-gamma.ts';

function logChance(k: number, n: number, p: number): number {
  const choose = logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
  // 0 x log 0 is 0 here: no failure where failures are impossible.
  return choose + (k === 0 ? 0 : k * Math.log(p)) + (k === n ? 0 : (n - k) * Math.log1p(-p));
}

/**
 * Two-sided p of `k` successes in `n` when each has chance `p`: the sum over every outcome that is
 * no more likely than the one seen, with the tie tolerance of R's `binom.test`.
 */
export function binomialTest(k: number, n: number, p: number): number {
  const bound = logChance(k, n, p) + Math.log1p(1e-7);
  let sum = 0;
  for (let i = 0; i <= n; i++) {
    const chance = logChance(i, n, p);
    if (chance <= bound) sum += Math.exp(chance);
  }
  return Math.min(1, sum);
}

/** Exact interval of a proportion (Clopper & Pearson 1934), as in R's `binom.test`. */
export function binomialInterval(k: number, n: number, level = 0.95): [low: number, high: number] {
  const tail = (1 - level) / 2;
  return [k === 0 ? 0 : betaQuantile(tail, k, n - k + 1), k === n ? 1 : betaQuantile(1 - tail, k + 1, n - k)];
}
