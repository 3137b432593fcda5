import type { Km } from './frame.ts';
import { areaOf } from './plane.ts';

export type Grid = { west: number; south: number; step: number; columns: number; rows: number; values: Float64Array };

/** Values of a function over a rectangle, sampled every `step`. */
export function sample(
  [west, south, east, north]: readonly [number, number, number, number],
  step: number,
  value: (at: Km) => number,
): Grid {
  const columns = Math.round((east - west) / step) + 1;
  const rows = Math.round((north - south) / step) + 1;
  const values = new Float64Array(columns * rows);
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) values[j * columns + i] = value([west + i * step, south + j * step]);
  return { west, south, step, columns, rows, values };
}

/**
 * The rings around all that is higher than `level` (marching squares), counter-clockwise and
 * closed along the grid's edge. Hollows inside them are left out.
 */
export function contours(grid: Grid, level: number): Km[][] {
  const { columns, rows } = grid;
  // A low rim all around closes every ring.
  const high = (i: number, j: number) =>
    i >= 0 && j >= 0 && i < columns && j < rows ? grid.values[j * columns + i]! - level : -1e-6;
  const next = new Map<string, { to: string; at: Km }>();
  const point = (i: number, j: number, k: number, l: number): Km => {
    const t = high(i, j) / (high(i, j) - high(k, l));
    return [grid.west + (i + (k - i) * t) * grid.step, grid.south + (j + (l - j) * t) * grid.step];
  };
  for (let j = -1; j < rows; j++)
    for (let i = -1; i < columns; i++) {
      const corners = [
        [i, j],
        [i + 1, j],
        [i + 1, j + 1],
        [i, j + 1],
      ] as const;
      const up = corners.map(([x, y]) => high(x, y) > 0);
      // Where a side of the square goes from high to low, and from low to high, walking around it.
      const falls: number[] = [];
      const rises: number[] = [];
      up.forEach((here, c) => {
        const there = up[(c + 1) % 4]!;
        if (here && !there) falls.push(c);
        if (!here && there) rises.push(c);
      });
      falls.forEach((fall) => {
        // The nearest rise after the fall: it keeps the high corner between them on the left.
        const rise = rises.reduce((best, r) => ((r - fall + 4) % 4 < (best - fall + 4) % 4 ? r : best), rises[0]!);
        const [a, b] = [corners[fall]!, corners[(fall + 1) % 4]!];
        const [c, d] = [corners[rise]!, corners[(rise + 1) % 4]!];
        next.set(side(...a, ...b), { to: side(...c, ...d), at: point(...a, ...b) });
      });
    }
  const rings: Km[][] = [];
  while (next.size > 0) {
    const [start] = next.keys();
    const ring: Km[] = [];
    for (let key = start!; next.has(key);) {
      const { to, at } = next.get(key)!;
      next.delete(key);
      ring.push(at);
      key = to;
    }
    if (ring.length > 3 && areaOf(ring) > 0) rings.push(ring);
  }
  return rings;
}

/** The name of the side between two corners, the same from both squares. */
const side = (i: number, j: number, k: number, l: number) =>
  i + j < k + l ? `${i} ${j} ${k} ${l}` : `${k} ${l} ${i} ${j}`;
