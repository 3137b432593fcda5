import { insufficient, type Insufficient } from '../insufficient.ts';

/** Every percentile is within this share of the true one. */
export const SKETCH_ERROR = 0.01;
/** Seconds: what is shorter is counted as 0, what is longer as that. */
const SHORTEST = 1;
const LONGEST = 400 * 24 * 3600;

const STEP = Math.log((1 + SKETCH_ERROR) / (1 - SKETCH_ERROR));
const BINS = 2 + Math.ceil(Math.log(LONGEST / SHORTEST) / STEP);

/**
 * Times in seconds counted in fixed bins, each 2 % wider than the one before (DDSketch: Masson, Rim & Lee 2019, VLDB
 * 12: 2195-2205): sketches of hours and areas add up to that of a year and a city, a time can be taken back, and a
 * percentile out of any of them is within `SKETCH_ERROR` of the true one, from a second to 400 days.
 */
export type TimeSketch = {
  readonly count: number;
  /** `count` of -1 takes one back. @throws {RangeError} on a time that is none, or one taken back that is not there */
  add(seconds: number, count?: number): void;
  merge(other: TimeSketch): void;
  /** By the nearest rank. */
  percentile(p: number): { value: number } | Insufficient;
  /** How many lie at or below, those of the bin that it falls in among them. */
  atMost(seconds: number): number;
  /** [bin, count] of the bins that hold any. */
  bins(): [bin: number, count: number][];
};

export function createTimeSketch(from: readonly (readonly [bin: number, count: number])[] = []): TimeSketch {
  const counts = new Map<number, number>();
  let all = 0;
  for (const [bin, count] of from) put(bin, count);

  return {
    get count() {
      return all;
    },
    add: (seconds, count = 1) => put(binOf(seconds), count),
    merge(other) {
      for (const [bin, count] of other.bins()) put(bin, count);
    },
    percentile(p) {
      if (!(p > 0 && p <= 1)) throw new RangeError(`a share lies above 0 and up to 1, not ${p}`);
      if (all === 0) return insufficient('points', 1, 0);
      let left = Math.max(1, Math.ceil(p * all - 1e-9));
      for (const [bin, count] of sorted()) {
        left -= count;
        if (left <= 0) return { value: middleOf(bin) };
      }
      throw new Error('a sketch holds fewer than it counts');
    },
    atMost(seconds) {
      const last = binOf(seconds);
      let sum = 0;
      for (const [bin, count] of counts) if (bin <= last) sum += count;
      return sum;
    },
    bins: sorted,
  };

  function put(bin: number, count: number): void {
    if (!Number.isInteger(bin) || bin < 0 || bin >= BINS) throw new RangeError(`there is no bin ${bin}`);
    const now = (counts.get(bin) ?? 0) + count;
    if (!Number.isInteger(count) || now < 0) throw new RangeError(`${count} cannot be added to bin ${bin}`);
    if (now === 0) counts.delete(bin);
    else counts.set(bin, now);
    all += count;
  }

  function sorted(): [number, number][] {
    return [...counts].sort(([a], [b]) => a - b);
  }
}

function binOf(seconds: number): number {
  if (!(seconds >= 0)) throw new RangeError(`a time is not negative: ${seconds}`);
  if (seconds < SHORTEST) return 0;
  return Math.min(BINS - 1, 1 + Math.floor(Math.log(seconds / SHORTEST) / STEP));
}

/** The value with the same relative distance to both ends of its bin. */
function middleOf(bin: number): number {
  if (bin === 0) return 0;
  const [low, high] = [Math.exp((bin - 1) * STEP), Math.exp(bin * STEP)];
  return (SHORTEST * 2 * low * high) / (low + high);
}
