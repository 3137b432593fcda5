import { insufficient, type Insufficient } from '../insufficient.ts';

/** Neighbours of each place, by their index; a place is not its own neighbour. */
export type Neighbours = readonly (readonly number[])[];

/** Those at most `distance` away, in the units of the points. */
export function neighboursWithin(points: readonly (readonly [x: number, y: number])[], distance: number): Neighbours {
  return points.map(([x, y], i) =>
    points.flatMap(([u, v], j) => (j !== i && Math.hypot(u - x, v - y) <= distance ? [j] : [])),
  );
}

/**
 * Gi* of every place: how far its own value and those around it lie above what places picked at random would hold,
 * as a z-score (Ord & Getis 1995, Geographical Analysis 27: 286-306; binary weights). 0 for a place whose
 * neighbours are all places there are. Read with a false-discovery rate: every place is a comparison.
 */
export function giStar(values: readonly number[], neighbours: Neighbours): number[] | Insufficient {
  const n = values.length;
  if (n < 3) return insufficient('places', 3, n);
  const mean = sum(values) / n;
  const sd = Math.sqrt(Math.max(0, sum(values.map((each) => each ** 2)) / n - mean ** 2));
  if (sd < 1e-12 * Math.max(1, Math.abs(mean))) return insufficient('variation', 1, 0);
  return values.map((own, i) => {
    const near = neighbours[i]!;
    const k = near.length + 1;
    const held = own + sum(near.map((j) => values[j]!));
    return score(held, k, n, mean, sd);
  });
}

/** The same without the place's own value: whether it lies among high ones. 0 for a place without a neighbour. */
export function gi(values: readonly number[], neighbours: Neighbours): number[] | Insufficient {
  const n = values.length;
  if (n < 4) return insufficient('places', 4, n);
  const total = sum(values);
  const squares = sum(values.map((each) => each ** 2));
  if (squares * n - total ** 2 < 1e-12 * squares) return insufficient('variation', 1, 0);
  return values.map((own, i) => {
    const near = neighbours[i]!;
    const mean = (total - own) / (n - 1);
    const sd = Math.sqrt(Math.max(0, (squares - own ** 2) / (n - 1) - mean ** 2));
    return score(sum(near.map((j) => values[j]!)), near.length, n - 1, mean, sd);
  });
}

function score(held: number, k: number, n: number, mean: number, sd: number): number {
  const error = sd * Math.sqrt((n * k - k ** 2) / (n - 1));
  return error > 0 ? (held - mean * k) / error : 0;
}

const sum = (values: readonly number[]) => values.reduce((all, each) => all + each, 0);
