import type { Bounds, LonLat } from '#data/contract/place.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';

export type Circle = { centre: LonLat; km: number };

const decimal = '[+-]?(?:\\d{1,3}(?:\\.\\d*)?|\\.\\d+)';
const pair = new RegExp(`^(${decimal}),(${decimal})$`);
/** Half of the way round the earth, km. */
const FARTHEST = 20_100;
const MOST_POINTS = 10_000;

/**
 * A polygon of CAP: `lat,lon` pairs between blanks, four or more, the last the first (WGS 84). As a closed
 * ring, longitude first. `reach`: where the city lies, by which swapped numbers are told.
 */
export function capPolygon(text: string, reach: Bounds): Result<LonLat[], string> {
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (words.length > MOST_POINTS) return refused(`has more than ${MOST_POINTS} points`);
  if (words.length < 4) return refused('has fewer than four points');
  const ring: LonLat[] = [];
  for (const word of words) {
    const at = capPoint(word);
    if (!at.ok) return at;
    ring.push(at.value);
  }
  const [first, last] = [ring[0]!, ring.at(-1)!];
  if (first[0] !== last[0] || first[1] !== last[1]) return refused('is not closed: its last point must be its first');
  if (areSwapped(ring, reach)) return refused('has latitude and longitude swapped: CAP writes latitude first');
  if (crossesItself(ring)) return refused('crosses itself');
  return doubleArea(ring) === 0 ? refused('has no area') : accepted(ring);
}

/** A circle of CAP: `lat,lon km`. */
export function capCircle(text: string, reach: Bounds): Result<Circle, string> {
  const [point = '', radius = '', ...more] = text.trim().split(/\s+/);
  if (more.length > 0 || !/^\d{1,6}(\.\d*)?$/.test(radius))
    return refused('is not a circle as CAP writes it: 36.62,101.77 5.0');
  const at = capPoint(point);
  if (!at.ok) return at;
  if (areSwapped([at.value], reach)) return refused('has latitude and longitude swapped: CAP writes latitude first');
  const km = Number(radius);
  return km > FARTHEST ? refused('is larger than the earth') : accepted({ centre: at.value, km });
}

function capPoint(word: string): Result<LonLat, string> {
  const read = pair.exec(word);
  if (!read) return refused('has a point that is not latitude,longitude');
  const [lat, lon] = [Number(read[1]), Number(read[2])];
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) {
    const hint = Math.abs(lon) <= 90 && Math.abs(lat) <= 180 ? ': they look swapped, CAP writes latitude first' : '';
    return refused(`has a point outside the world (latitude -90 to 90, then longitude -180 to 180)${hint}`);
  }
  return accepted([lon, lat]);
}

/** Whether all of it lies about the city only when read the other way round. */
function areSwapped(points: readonly LonLat[], [west, south, east, north]: Bounds): boolean {
  const isIn = (lon: number, lat: number) => lon >= west && lon <= east && lat >= south && lat <= north;
  return points.every(([lon, lat]) => isIn(lat, lon) && !isIn(lon, lat));
}

function doubleArea(ring: readonly LonLat[]): number {
  const [[x0, y0] = [0, 0]] = ring;
  let sum = 0;
  for (let i = 1; i < ring.length; i++)
    sum += (ring[i - 1]![0] - x0) * (ring[i]![1] - y0) - (ring[i]![0] - x0) * (ring[i - 1]![1] - y0);
  return sum;
}

/** Whether two of its sides cross; sides that only touch do not. Sorted from west to east, sides far apart are never compared. */
function crossesItself(ring: readonly LonLat[]): boolean {
  const sides = ring.slice(1).map((to, i) => {
    const from = ring[i]!;
    return { from, to, west: Math.min(from[0], to[0]), east: Math.max(from[0], to[0]) };
  });
  sides.sort((a, b) => a.west - b.west);
  for (let i = 0; i < sides.length; i++) {
    const one = sides[i]!;
    for (let j = i + 1; j < sides.length && sides[j]!.west <= one.east; j++) {
      const other = sides[j]!;
      if (areApart(one.from, one.to, other.from, other.to) && areApart(other.from, other.to, one.from, one.to))
        return true;
    }
  }
  return false;
}

/** Whether `c` and `d` lie on either side of the line through `a` and `b`. */
function areApart(a: LonLat, b: LonLat, c: LonLat, d: LonLat): boolean {
  return side(a, b, c) * side(a, b, d) < 0;
}

const side = (a: LonLat, b: LonLat, p: LonLat): number =>
  Math.sign((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]));
