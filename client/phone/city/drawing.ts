import type { CellSketch } from '#data/contract/city-brief.ts';
import { METRES_PER_DEGREE } from '#data/kit/metres.ts';
import type { LonLat } from '#data/contract/place.ts';

/** A cell as SVG draws it, in units of which the drawing is `width` x `height`. */
export type Drawing = {
  width: number;
  height: number;
  cell: string;
  streets: { path: string; class: string }[];
  water: { path: string; area: boolean; width: number }[];
  green: string[];
  names: { text: number; x: number; y: number }[];
  /** Where something is; null without a place, or too far outside. */
  at(place: LonLat): { x: number; y: number };
};

const WIDTH = 320;
const MARGIN = 0.3;

/** Drawn by plain degrees, narrowed by the latitude: over one cell nobody can tell. */
export function drawCell(sketch: CellSketch, height = 200): Drawing {
  const lons = sketch.ring.map(([lon]) => lon);
  const lats = sketch.ring.map(([, lat]) => lat);
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min(
    WIDTH / ((east - west) * squeeze * (1 + 2 * MARGIN)),
    height / ((north - south) * (1 + 2 * MARGIN)),
  );
  const middle: LonLat = [(west + east) / 2, (south + north) / 2];
  const at = ([lon, lat]: LonLat) => ({
    x: tenth(WIDTH / 2 + (lon - middle[0]) * squeeze * scale),
    y: tenth(height / 2 - (lat - middle[1]) * scale),
  });
  const path = (line: readonly LonLat[]) => `M${line.map((point) => Object.values(at(point)).join(' ')).join('L')}`;
  const metres = scale / METRES_PER_DEGREE;
  return {
    width: WIDTH,
    height,
    cell: `${path(sketch.ring)}Z`,
    streets: sketch.streets.map(({ class: kind, line }) => ({ path: path(line), class: kind })),
    water: sketch.land
      .filter(({ class: kind }) => ['river', 'stream', 'lake'].includes(kind))
      .flatMap(({ line, ring, width = 8 }) => [
        ...(line ? [{ path: path(line), area: false, width: Math.max(2, width * metres) }] : []),
        ...(ring ? [{ path: `${path(ring)}Z`, area: true, width: 0 }] : []),
      ]),
    green: sketch.land.flatMap(({ class: kind, ring }) => (kind === 'park' && ring ? [`${path(ring)}Z`] : [])),
    names: namedStreets(sketch, at, height),
    at,
  };
}

const tenth = (n: number) => Math.round(n * 10) / 10;

/** Where to write the names of at most four streets: the middle of the longest piece within the picture. */
function namedStreets(sketch: CellSketch, at: (place: LonLat) => { x: number; y: number }, height: number) {
  const seen = new Set<string>();
  const spots: Drawing['names'] = [];
  for (const [index, { names, line }] of sketch.streets.entries()) {
    if (!names || seen.has(names.en)) continue;
    const inside = line
      .flatMap((point, i) => {
        const here = at(point);
        const next = line[i + 1] ? at(line[i + 1]!) : here;
        return [0.25, 0.5, 0.75].map((part) => ({
          x: here.x + (next.x - here.x) * part,
          y: here.y + (next.y - here.y) * part,
        }));
      })
      .filter(({ x, y }) => x > 60 && x < WIDTH - 60 && y > 16 && y < height - 8);
    const spot = inside[Math.floor(inside.length / 2)];
    if (!spot || spots.some(({ x, y }) => Math.abs(x - spot.x) < 110 && Math.abs(y - spot.y) < 18)) continue;
    seen.add(names.en);
    spots.push({ text: index, x: tenth(spot.x), y: tenth(spot.y) });
    if (spots.length === 4) break;
  }
  return spots;
}
