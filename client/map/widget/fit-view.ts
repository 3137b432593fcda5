import type { Bounds, LonLat } from '#data/contract/place.ts';
import { fromPixels, mercatorBox, mercatorX, mercatorY, toPixels, worldPixels } from './mercator.ts';
import type { Box } from './open-ground.ts';

export type View = { center: LonLat; zoom: number };
type Size = { width: number; height: number };

/** The bounds may be drawn this much smaller to keep clear of what lies over the map, zoom levels. */
const GIVE = 0.6;
const STEP = 0.05;
/** Ways to shift the picture within the panel, along each axis. */
const SHIFTS = 9;

/**
 * The view that shows all of `bounds` as large as may be, with none of `points` under a `reserved`
 * part of the panel. When that cannot be had, the bounds stand clear of the lowest reserved parts.
 *
 * @param least zoom below which nobody is interested
 */
export function fitView(
  bounds: Bounds,
  points: readonly LonLat[],
  panel: Size,
  margin: number,
  reserved: readonly Box[],
  least = -Infinity,
): View {
  const box = mercatorBox(bounds);
  const inner = { width: Math.max(1, panel.width - 2 * margin), height: Math.max(1, panel.height - 2 * margin) };
  const widest = Math.log2(Math.min(inner.width / box.width, inner.height / box.height) / worldPixels(0));
  const places = points.map(([lon, lat]) => [mercatorX(lon), mercatorY(lat)] as const);
  for (let zoom = widest; zoom > Math.max(widest - GIVE, least); zoom -= STEP) {
    const world = worldPixels(zoom);
    const size = { width: box.width * world, height: box.height * world };
    for (const [x, y] of shifts(inner.width - size.width, inner.height - size.height)) {
      const left = box.x * world - margin - x;
      const top = box.y * world - margin - y;
      const isFree = !places.some(([px, py]) => isUnder(reserved, px * world - left, py * world - top, margin / 2));
      if (isFree) return { center: fromPixels([left + panel.width / 2, top + panel.height / 2], zoom), zoom };
    }
  }
  return aboveReserved(bounds, panel, margin, reserved);
}

function aboveReserved(bounds: Bounds, panel: Size, margin: number, reserved: readonly Box[]): View {
  const low = reserved.filter(({ top }) => top > panel.height / 2).map(({ top }) => top);
  const high = reserved.filter(({ top }) => top <= panel.height / 2).map(({ bottom }) => bottom);
  const [from, to] = [Math.max(0, ...high), Math.min(panel.height, ...low)];
  if (reserved.length === 0 || to - from < panel.height / 3) return fitView(bounds, [], panel, margin, []);
  const { center, zoom } = fitView(bounds, [], { width: panel.width, height: to - from }, margin, []);
  const [x, y] = toPixels(center, zoom);
  return { center: fromPixels([x, y + (panel.height - from - to) / 2], zoom), zoom };
}

function isUnder(reserved: readonly Box[], x: number, y: number, air: number): boolean {
  for (const { left, top, right, bottom } of reserved)
    if (x > left - air && x < right + air && y > top - air && y < bottom + air) return true;
  return false;
}

/** Shifts within the spare room, the nearest to the middle first. */
function shifts(spareX: number, spareY: number): [number, number][] {
  const along = (spare: number) => Array.from({ length: SHIFTS }, (_, i) => (Math.max(0, spare) * i) / (SHIFTS - 1));
  const all = along(spareX).flatMap((x) => along(spareY).map((y): [number, number] => [x, y]));
  const away = ([x, y]: [number, number]) => Math.hypot(x - spareX / 2, y - spareY / 2);
  return all.sort((a, b) => away(a) - away(b));
}
