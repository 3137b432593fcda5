import type { LonLat } from '#data/contract/place.ts';
import { metresBetween } from '#data/kit/metres.ts';

/** Two streets that come so near to each other meet, m: one may end at the kerb of the other. */
const NEAR = 30;

/** Where two streets cross or meet, at the first such place along `a`; null where they do not. */
export function crossingOf(a: readonly LonLat[], b: readonly LonLat[]): LonLat | null {
  for (let i = 1; i < a.length; i++)
    for (let j = 1; j < b.length; j++) {
      const at = meeting(a[i - 1]!, a[i]!, b[j - 1]!, b[j]!);
      if (at) return at;
    }
  const near = (ends: readonly LonLat[], line: readonly LonLat[]) =>
    [ends[0]!, ends.at(-1)!].find((end) => line.some((point) => metresBetween(end, point) <= NEAR));
  return near(a, b) ?? near(b, a) ?? null;
}

/** Of two segments, seen as straight in degrees: over some hundred metres they are. */
function meeting([ax, ay]: LonLat, [bx, by]: LonLat, [cx, cy]: LonLat, [dx, dy]: LonLat): LonLat | null {
  const [ux, uy, vx, vy] = [bx - ax, by - ay, dx - cx, dy - cy];
  const area = ux * vy - uy * vx;
  if (area === 0) return null;
  const along = ((cx - ax) * vy - (cy - ay) * vx) / area;
  const across = ((cx - ax) * uy - (cy - ay) * ux) / area;
  return along >= 0 && along <= 1 && across >= 0 && across <= 1 ? [ax + along * ux, ay + along * uy] : null;
}
