import type { Km } from './frame.ts';

export const distance = (a: Km, b: Km) => Math.hypot(b[0] - a[0], b[1] - a[1]);

export const between = (a: Km, b: Km, t: number): Km => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];

/** Twice the signed area of the triangle: positive when p lies to the left of a -> b. */
export const turn = (a: Km, b: Km, p: Km) => (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);

/** Signed area of a ring that does not repeat its first point: positive counter-clockwise. km². */
export function areaOf(ring: readonly Km[]): number {
  let twice = 0;
  let before = ring[ring.length - 1]!;
  for (const point of ring) {
    twice += before[0] * point[1] - point[0] * before[1];
    before = point;
  }
  return twice / 2;
}

export function perimeterOf(ring: readonly Km[]): number {
  let before = ring[ring.length - 1]!;
  let sum = 0;
  for (const point of ring) {
    sum += distance(before, point);
    before = point;
  }
  return sum;
}

export function centroidOf(ring: readonly Km[]): Km {
  const origin = ring[0]!;
  let twice = 0,
    x = 0,
    y = 0;
  for (let i = 1; i + 1 < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[i + 1]!;
    const piece = turn(origin, a, b);
    twice += piece;
    x += piece * (a[0] + b[0] - 2 * origin[0]);
    y += piece * (a[1] + b[1] - 2 * origin[1]);
  }
  return [origin[0] + x / (3 * twice), origin[1] + y / (3 * twice)];
}

export function ringContains(ring: readonly Km[], [x, y]: Km): boolean {
  let inside = false;
  let before = ring[ring.length - 1]!;
  for (const point of ring) {
    if (
      before[1] > y !== point[1] > y &&
      x < before[0] + ((point[0] - before[0]) * (y - before[1])) / (point[1] - before[1])
    )
      inside = !inside;
    before = point;
  }
  return inside;
}

/** Where p falls on a -> b, as a part of its length, and how far away it is. */
export function projectOn(a: Km, b: Km, p: Km): { t: number; away: number } {
  const length2 = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2;
  const t = length2 === 0 ? 0 : ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / length2;
  return { t, away: distance(p, between(a, b, Math.min(1, Math.max(0, t)))) };
}

/** The point where the two segments cross, or null. */
export function crossing(a: Km, b: Km, c: Km, d: Km): Km | null {
  const across = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0]);
  if (across === 0) return null;
  const t = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / across;
  const u = ((c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0])) / across;
  return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? between(a, b, t) : null;
}
