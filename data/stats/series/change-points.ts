import { wholeCounts } from '../counts/whole.ts';
import { insufficient, type Insufficient } from '../insufficient.ts';
import { FEWEST_POINTS } from './c-chart.ts';

/** The level is another one from `at` on; with 95 % it changed somewhere within [low, high]. */
export type ChangePoint = { at: number; low: number; high: number; before: number; after: number };

/** So many points lie between two changes: fewer are an event, not a level. */
const SHORTEST = 4;
const LEVEL = 0.95;

/**
 * Where the level of counts changed: the division of the series into stretches of one mean each that costs least,
 * found exactly (optimal partitioning: Jackson et al. 2005, IEEE Signal Processing Letters 12: 105-108; PELT finds
 * the same faster in series far longer than ours: Killick, Fearnhead & Eckley 2012). The cost is Poisson's, divided
 * by `spread` where counts vary more than chance; each change costs 3 log n (Zhang & Siegmund 2007, Biometrics 63:
 * 22-32). Its uncertainty is the profile of the likelihood between its neighbours.
 * @throws {RangeError} on counts that are none, or a spread under 1
 */
export function changePoints(counts: readonly number[], spread = 1): ChangePoint[] | Insufficient {
  wholeCounts(...counts);
  if (!(spread >= 1)) throw new RangeError(`a spread is 1 or more, not ${spread}`);
  const n = counts.length;
  if (n < FEWEST_POINTS) return insufficient('points', FEWEST_POINTS, n);
  const sums = [0];
  for (const count of counts) sums.push(sums.at(-1)! + count);
  const cost = (from: number, to: number) => costOf(sums[to]! - sums[from]!, to - from) / spread;

  const ends = [0, ...cheapest(n, cost, 3 * Math.log(n)), n];
  return ends.slice(1, -1).map((at, i) => {
    const [from, to] = [ends[i]!, ends[i + 2]!];
    return { at, ...within(from, to, cost), before: mean(from, at), after: mean(at, to) };
  });

  function mean(from: number, to: number): number {
    return (sums[to]! - sums[from]!) / (to - from);
  }
}

/** Twice the negative log likelihood of counts of one mean, but for what all divisions share. */
function costOf(sum: number, n: number): number {
  return sum === 0 ? 0 : 2 * sum * (1 - Math.log(sum / n));
}

type Cost = (from: number, to: number) => number;

function cheapest(n: number, cost: Cost, penalty: number): number[] {
  const best = [-penalty];
  const last = [0];
  for (let to = SHORTEST; to <= n; to++) {
    best[to] = Infinity;
    for (let from = 0; from <= to - SHORTEST; from = Math.max(SHORTEST, from + 1)) {
      const costs = best[from]! + cost(from, to) + penalty;
      if (costs < best[to]!) [best[to], last[to]] = [costs, from];
    }
  }
  const found: number[] = [];
  for (let at = last[n]!; at > 0; at = last[at]!) found.push(at);
  return found.reverse();
}

/** The smallest span around the likeliest place that holds 95 % of the likelihood of all places in (from, to). */
function within(from: number, to: number, cost: Cost): { low: number; high: number } {
  const places = Array.from({ length: to - from - 2 * SHORTEST + 1 }, (_, i) => from + SHORTEST + i);
  const costs = places.map((at) => cost(from, at) + cost(at, to));
  const least = Math.min(...costs);
  const weights = costs.map((each) => Math.exp((least - each) / 2));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const order = places.map((_, i) => i).sort((a, b) => weights[b]! - weights[a]!);
  let held = 0;
  const kept: number[] = [];
  for (const i of order) {
    kept.push(places[i]!);
    held += weights[i]!;
    if (held >= LEVEL * all) break;
  }
  return { low: Math.min(...kept), high: Math.max(...kept) };
}
