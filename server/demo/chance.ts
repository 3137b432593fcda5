import type { Random } from '#data/kit/random.ts';

/** A whole number drawn from the Poisson law of this mean (Knuth; large means as a sum of smaller ones). */
export function drawPoisson(random: Random, mean: number): number {
  if (mean > 30) return drawPoisson(random, mean / 2) + drawPoisson(random, mean / 2);
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count++;
  return count;
}

/** Draws an index with a chance proportional to its weight, in constant time. */
export type WeightedPick = (random: Random) => number;

/** Walker's alias table as Vose builds it. @throws {RangeError} when no weight is positive. */
export function weightedPick(weights: readonly number[]): WeightedPick {
  const n = weights.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) throw new RangeError('one weight at least must be positive');
  const chance = Float64Array.from(weights, (weight) => (weight / total) * n);
  const alias = new Int32Array(n);
  const small: number[] = [];
  const large: number[] = [];
  for (let i = 0; i < n; i++) (chance[i]! < 1 ? small : large).push(i);
  while (small.length > 0 && large.length > 0) {
    const poor = small.pop()!;
    const rich = large.at(-1)!;
    alias[poor] = rich;
    chance[rich]! -= 1 - chance[poor]!;
    if (chance[rich]! < 1) small.push(large.pop()!);
  }
  // What rounding left over stands for itself.
  for (const i of [...small, ...large]) chance[i] = 1;
  return (random) => {
    const at = random() * n;
    const i = Math.floor(at);
    return at - i < chance[i]! ? i : alias[i]!;
  };
}

/** A standard normal number (Box and Muller). */
export function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * How long something takes that usually takes `median`: `u` in [0, 1) decides, by the log-logistic
 * law, which is skewed to the right like most waiting. One in a hundred is cut off at either end.
 */
export function spread(median: number, u: number, shape = 0.3): number {
  const inner = 0.01 + 0.98 * u;
  return median * (inner / (1 - inner)) ** shape;
}

/** A number in [0, 1) for a name: the same name always draws the same. */
export type Dice = (name: string) => number;

/** FNV-1a over seed and name, finished by MurmurHash3's mixer. */
export function namedDice(seed: string): Dice {
  const start = absorb(2166136261, seed);
  return (name) => {
    let h = absorb(Math.imul(start ^ 47, 16777619), name);
    h = Math.imul(h ^ (h >>> 16), 2246822507);
    h = Math.imul(h ^ (h >>> 13), 3266489909);
    return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
  };
}

function absorb(hash: number, text: string): number {
  let h = hash;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  return h;
}
