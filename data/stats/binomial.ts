import { betaQuantile, betaRatio } from './incomplete-beta.ts';
import { logGamma } from './log-gamma.ts';

/**
 * Two-sided p of `k` successes in `n` when each has chance `p`, 0 < p < 1: the sum over every
 * outcome that is no more likely than the one seen, with the tie tolerance of R's `binom.test`.
 */
export function binomialTest(k: number, n: number, p: number): number {
  const bound = logChance(k, n, p) + Math.log1p(1e-7);
  const unlikely = (i: number) => logChance(i, n, p) <= bound;
  // Chances rise to the mode and fall after it, so what is unlikely are two tails.
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const low = firstWhere(0, mode, (i) => !unlikely(i)) - 1;
  const high = firstWhere(mode, n + 1, unlikely);
  if (high <= low + 1) return 1;
  return Math.min(1, atMost(low, n, p) + 1 - atMost(high - 1, n, p));
}

/** Exact interval of a proportion (Clopper & Pearson 1934), as in R's `binom.test`. */
export function binomialInterval(k: number, n: number, level = 0.95): [low: number, high: number] {
  const tail = (1 - level) / 2;
  return [k === 0 ? 0 : betaQuantile(tail, k, n - k + 1), k === n ? 1 : betaQuantile(1 - tail, k + 1, n - k)];
}

function logChance(k: number, n: number, p: number): number {
  const choose = logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
  return choose + k * Math.log(p) + (n - k) * Math.log1p(-p);
}

/** Chance of `k` or fewer successes. */
function atMost(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  return k >= n ? 1 : betaRatio(1 - p, n - k, k + 1);
}

/** The first whole number in [low, high) from which on `holds`; `high` when it never does. */
function firstWhere(low: number, high: number, holds: (i: number) => boolean): number {
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
