import type { Km } from './frame.ts';
import { projectOn } from './plane.ts';

const STEPS = 12;
/** How far a drawn line may stray from the curve, km. */
const TOLERANCE = 0.008;

/** A smooth line through the points (Catmull-Rom), with no more corners than it needs. */
export function smooth(points: readonly Km[], closed = false): Km[] {
  const at = (i: number) =>
    closed ? points[(i + points.length) % points.length]! : points[Math.min(points.length - 1, Math.max(0, i))]!;
  const fine: Km[] = [];
  const spans = closed ? points.length : points.length - 1;
  for (let i = 0; i < spans; i++)
    for (let step = 0; step < STEPS; step++) fine.push(bend(at(i - 1), at(i), at(i + 1), at(i + 2), step / STEPS));
  if (!closed) fine.push(points[points.length - 1]!);
  return closed ? simplify([...fine, fine[0]!]).slice(0, -1) : simplify(fine);
}

function bend(p0: Km, p1: Km, p2: Km, p3: Km, t: number): Km {
  const along = (k: 0 | 1) =>
    p1[k] +
    0.5 *
      t *
      (p2[k] - p0[k] + t * (2 * p0[k] - 5 * p1[k] + 4 * p2[k] - p3[k] + t * (3 * (p1[k] - p2[k]) + p3[k] - p0[k])));
  return [along(0), along(1)];
}

/** Ramer-Douglas-Peucker. */
export function simplify(line: readonly Km[], tolerance = TOLERANCE): Km[] {
  let worst = 0;
  let corner = 0;
  for (let i = 1; i < line.length - 1; i++) {
    const { away } = projectOn(line[0]!, line[line.length - 1]!, line[i]!);
    if (away > worst) [worst, corner] = [away, i];
  }
  if (worst <= tolerance) return [line[0]!, line[line.length - 1]!];
  return [...simplify(line.slice(0, corner + 1), tolerance).slice(0, -1), ...simplify(line.slice(corner), tolerance)];
}
