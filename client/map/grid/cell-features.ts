import type { Feature, LineString } from 'geojson';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { AreaId } from '#data/contract/ids.ts';
import type { LonLat } from '#data/contract/place.ts';
import { areaAt } from '../ground/area-at.ts';
import { collection } from '../widget/style.ts';

type Cells = CityPack['cells'];
type Areas = CityPack['areas'];

export function cellFeatures(cells: Cells) {
  return collection(
    cells.map(({ id, ring }) => ({
      type: 'Feature',
      properties: { id },
      geometry: { type: 'Polygon', coordinates: [ring] },
    })),
  );
}

/**
 * Where two districts meet and where the grid ends, as lines. Two cells share their vertices
 * exactly, so an edge inside a district comes twice from it and drops out.
 */
export function districtEdges(cells: Cells, areas: Areas) {
  const districtOf = areaAt('district', areas);
  const edges = new Map<string, { from: LonLat; to: LonLat; sides: (AreaId | undefined)[] }>();
  for (const { ring, community } of cells) {
    const district = districtOf(community);
    for (let i = 0; i + 1 < ring.length; i++) {
      const from = ring[i]!;
      const to = ring[i + 1]!;
      const key = [from.join(), to.join()].sort().join(' ');
      const edge = edges.get(key);
      if (edge) edge.sides.push(district);
      else edges.set(key, { from, to, sides: [district] });
    }
  }
  const inner: [LonLat, LonLat][] = [];
  const outer: [LonLat, LonLat][] = [];
  for (const { from, to, sides } of edges.values()) {
    if (sides.length === 1) outer.push([from, to]);
    else if (sides[0] !== sides[1]) inner.push([from, to]);
  }
  return collection([...lines(inner, 'inner'), ...lines(outer, 'outer')]);
}

/** Every corner of the grid's edge. */
export function outline(cells: Cells): LonLat[] {
  return districtEdges(cells, []).features.flatMap(({ geometry }) => (geometry as LineString).coordinates as LonLat[]);
}

/** Edges joined end to end as far as they go, so that dashes run through. */
function lines(edges: readonly [LonLat, LonLat][], border: string): Feature<LineString, { border: string }>[] {
  const ends = new Map<string, Set<number>>();
  const at = (point: LonLat) => ends.get(point.join()) ?? ends.set(point.join(), new Set()).get(point.join())!;
  edges.forEach(([from, to], index) => (at(from).add(index), at(to).add(index)));
  const left = new Set(edges.keys());

  function follow(point: LonLat, line: LonLat[]): LonLat[] {
    for (;;) {
      const next = [...at(point)].find((index) => left.has(index));
      if (next === undefined) return line;
      left.delete(next);
      const [from, to] = edges[next]!;
      point = from.join() === point.join() ? to : from;
      line.push(point);
    }
  }

  const found: Feature<LineString, { border: string }>[] = [];
  for (const first of left) {
    left.delete(first);
    const [from, to] = edges[first]!;
    const back = follow(from, []).reverse();
    found.push({
      type: 'Feature',
      properties: { border },
      geometry: { type: 'LineString', coordinates: follow(to, [...back, from, to]) },
    });
  }
  return found;
}
