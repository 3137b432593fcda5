import { insufficient, type Insufficient } from '../insufficient.ts';
import { fitAt, loess, type Loess } from './loess.ts';

export type StlOptions = {
  /** Points of one season: 12 of months, 52 of weeks. */
  period: number;
  seasonal: Loess;
  trend: Loess;
  lowPass: Loess;
  /** Loops within, and rounds in which what lies far off loses its weight. */
  inner: number;
  outer: number;
};

/** Each as long as the series: it is `trend + season + remainder`. `weights`: 1 fits well, 0 is an outlier. */
export type Stl = { trend: number[]; season: number[]; remainder: number[]; weights: number[] };

/** A season that came once cannot be told from anything else. */
const FEWEST_SEASONS = 2;

/**
 * The usual options: no robustness, windows of the paper's advice, jumps of a tenth of them (as R's `stl` has them).
 */
export function usualStl(period: number, seasonal = 7): StlOptions {
  const odd = (n: number) => 2 * Math.floor(Math.ceil(n) / 2) + 1;
  const of = (length: number): Loess => ({ length, degree: 1, jump: Math.max(1, Math.ceil(length / 10)) });
  return {
    period,
    seasonal: of(seasonal),
    trend: of(odd((1.5 * period) / (1 - 1.5 / seasonal))),
    lowPass: of(odd(period)),
    inner: 2,
    outer: 0,
  };
}

/**
 * Divides a series into trend, season and remainder: STL (Cleveland, Cleveland, McRae & Terpenning 1990, J. Official
 * Statistics 6: 3-73), step for step as its Fortran does (netlib `a/stl`: ns, nt, nl, no, ni and the jumps).
 * @throws {RangeError} on lengths that are not odd and at least 3, or a period under 2
 */
export function stl(y: readonly number[], options: StlOptions): Stl | Insufficient {
  const { period, seasonal, trend: trendBy, lowPass, inner, outer } = options;
  if (!Number.isInteger(period) || period < 2) throw new RangeError(`a period has at least 2 points, not ${period}`);
  for (const { length, jump } of [seasonal, trendBy, lowPass])
    if (length < 3 || length % 2 !== 1 || jump < 1)
      throw new RangeError(`a window is odd and at least 3, not ${length}`);
  const n = y.length;
  if (n < FEWEST_SEASONS * period) return insufficient('history', FEWEST_SEASONS * period, n);

  let trend = new Array<number>(n).fill(0);
  let season = new Array<number>(n).fill(0);
  let weights: number[] | undefined;
  for (let round = 0; ; round++) {
    for (let loop = 0; loop < inner; loop++) {
      const cycles = smoothCycles(minus(y, trend), options, weights);
      const level = loess(averageThrice(cycles, period), lowPass);
      season = level.map((each, i) => cycles[period + i]! - each);
      trend = loess(minus(y, season), trendBy, weights);
    }
    if (round >= outer) break;
    weights = robust(y, trend, season);
  }
  const remainder = y.map((each, i) => each - trend[i]! - season[i]!);
  return { trend, season, remainder, weights: weights ?? remainder.map(() => 1) };
}

const minus = (a: readonly number[], b: readonly number[]) => a.map((each, i) => each - b[i]!);

/** All Januaries by themselves, and so on, each carried one period beyond either end: n + 2 periods. */
function smoothCycles(y: readonly number[], { period, seasonal }: StlOptions, weights?: readonly number[]): number[] {
  const cycles = new Array<number>(y.length + 2 * period);
  for (let phase = 0; phase < period; phase++) {
    const own = y.filter((_, i) => i % period === phase);
    const ownWeights = weights?.filter((_, i) => i % period === phase);
    const k = own.length;
    const { length, degree } = seasonal;
    const inside = loess(own, seasonal, ownWeights);
    const start = fitAt(own, 0, { first: 1, last: Math.min(length, k), length }, degree, ownWeights) ?? inside[0]!;
    const end = fitAt(own, k + 1, { first: Math.max(1, k - length + 1), last: k, length }, degree, ownWeights);
    [start, ...inside, end ?? inside.at(-1)!].forEach((each, i) => (cycles[i * period + phase] = each));
  }
  return cycles;
}

/** Moving averages of a period, of a period again, and of three. */
function averageThrice(x: readonly number[], period: number): number[] {
  return average(average(average(x, period), period), 3);
}

function average(x: readonly number[], length: number): number[] {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += x[i]!;
  const averages = [sum / length];
  for (let i = length; i < x.length; i++) averages.push((sum += x[i]! - x[i - length]!) / length);
  return averages;
}

/** Bisquare of the distance over six medians of it. */
function robust(y: readonly number[], trend: readonly number[], season: readonly number[]): number[] {
  const far = y.map((each, i) => Math.abs(each - trend[i]! - season[i]!));
  const sorted = far.toSorted((a, b) => a - b);
  const half = Math.floor(y.length / 2);
  const reach = 3 * (sorted[half]! + sorted[y.length - half - 1]!);
  if (reach === 0) return y.map(() => 1);
  return far.map((each) => {
    if (each <= 0.001 * reach) return 1;
    return each <= 0.999 * reach ? (1 - (each / reach) ** 2) ** 2 : 0;
  });
}
