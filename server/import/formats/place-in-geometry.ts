type Pair = readonly [x: number, y: number];

/** The nesting of coordinates by the type of a geometry (RFC 7946, 3.1). */
const depths: Record<string, number> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};

/**
 * A place that stands for a geometry: a point itself, of a line the vertex in its middle, of a surface a
 * point inside it (of several, in the widest). Null where there is none that can be read.
 */
export function placeIn(geometry: unknown): Pair | null {
  if (typeof geometry !== 'object' || geometry === null || !('type' in geometry)) return null;
  const { type, coordinates, geometries } = geometry as Record<string, unknown>;
  if (type === 'GeometryCollection' && Array.isArray(geometries)) return placeIn(geometries[0]);
  const depth = typeof type === 'string' && Object.hasOwn(depths, type) ? depths[type]! : -1;
  if (depth < 0) return null;
  if (type === 'Polygon') return insideOf(ringsOf(coordinates));
  if (type === 'MultiPolygon') return insideOf(widest(listOf(coordinates).map(ringsOf)));
  let line: unknown = coordinates;
  for (let i = depth; i > 1; i--) line = listOf(line)[0];
  return depth === 0 ? pairOf(line) : pairOf(listOf(line)[Math.floor((listOf(line).length - 1) / 2)]);
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function pairOf(value: unknown): Pair | null {
  const [x, y] = listOf(value);
  return typeof x === 'number' && typeof y === 'number' ? [x, y] : null;
}

const ringsOf = (polygon: unknown): Pair[][] =>
  listOf(polygon).map((ring) => listOf(ring).flatMap((pair) => [pairOf(pair) ?? []].filter(isPair)));
const isPair = (value: Pair | readonly never[]): value is Pair => value.length === 2;

function widest(polygons: readonly Pair[][][]): Pair[][] {
  const width = ([ring = []]: Pair[][]) => spread(ring.map(([x]) => x)) * spread(ring.map(([, y]) => y));
  return polygons.reduce<Pair[][]>(
    (best, polygon) => (width(polygon) > width(best) ? polygon : best),
    polygons[0] ?? [],
  );
}

const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);
const spread = (values: readonly number[]) => (values.length === 0 ? 0 : most(values) - least(values));

/** Heights at which a surface is cut, the middle first: one that runs along a level side tells nothing. */
const CUTS = [0.5, 0.382, 0.618, 0.25, 0.75, 0.1, 0.9];

/** The middle of the longest stretch inside, on a level line through the surface; its first vertex where it has no inside. */
function insideOf(rings: readonly Pair[][]): Pair | null {
  const [outer = []] = rings;
  const ys = outer.map(([, y]) => y);
  for (const cut of CUTS) {
    const level = least(ys) + spread(ys) * cut;
    const crossings = rings.flatMap((ring) => crossingsOf(ring, level)).toSorted((a, b) => a - b);
    let best: { at: number; length: number } | null = null;
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const [from, to] = [crossings[i]!, crossings[i + 1]!];
      if (to - from > (best?.length ?? 0)) best = { at: (from + to) / 2, length: to - from };
    }
    if (best) return [best.at, level];
  }
  return outer[0] ?? null;
}

function crossingsOf(ring: readonly Pair[], level: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < ring.length; i++) {
    const [[ax, ay], [bx, by]] = [ring[i]!, ring[(i + 1) % ring.length]!];
    if (ay > level !== by > level) found.push(ax + ((level - ay) / (by - ay)) * (bx - ax));
  }
  return found;
}
