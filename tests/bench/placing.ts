import inPolygon from '@turf/boolean-point-in-polygon';
import { Delaunay } from 'd3-delaunay';
import Flatbush from 'flatbush';
import type { GridCell } from '#data/contract/city-pack.ts';
import { AreaId, CellId } from '#data/contract/ids.ts';
import type { LonLat } from '#data/contract/place.ts';
import { seededRandom } from '#data/kit/random.ts';
import { createPlacing } from '#server/city/placing.ts';
import { inTurns, timed } from './in-turns.ts';

const [WEST, SOUTH, EAST, NORTH] = [101.6, 36.5, 101.95, 36.75];
const NAIVE_POINTS = 200;
const POINTS = 1_000_000;

export type PlacingFigures = {
  cells: number;
  /** Microseconds a point: ours, asking each cell by turf until one holds the point, and asking all. */
  ownUs: number;
  naiveUs: number;
  allUs: number;
  /** Points whose cell was compared with a robust predicate's; those exactly on a border among them. */
  compared: number;
  onBorders: number;
  disagreements: number;
};

export async function measurePlacing({
  cells: of = 2000,
  compared = 500_000,
  rounds = 5,
} = {}): Promise<PlacingFigures> {
  const random = seededRandom('placing');
  const cells = tiling(of, random);
  const placing = createPlacing(cells);
  const polygons = cells.map(polygonOf);
  const lons = Float64Array.from({ length: POINTS }, () => WEST + random() * (EAST - WEST));
  const lats = Float64Array.from({ length: POINTS }, () => SOUTH + random() * (NORTH - SOUTH));
  const askOwn = () => {
    for (let i = 0; i < POINTS; i++) placing.cellAt(lons[i]!, lats[i]!);
  };
  const askTurf = (ask: (holds: (polygon: Polygon) => boolean) => unknown) => {
    for (let i = 0; i < NAIVE_POINTS; i++) ask((polygon) => inPolygon([lons[i]!, lats[i]!], polygon));
  };
  const { own, naive, all } = await inTurns(
    {
      own: () => timed(askOwn) / POINTS,
      naive: () => timed(() => askTurf((holds) => polygons.findIndex(holds))) / NAIVE_POINTS,
      all: () => timed(() => askTurf((holds) => polygons.filter(holds))) / NAIVE_POINTS,
    },
    rounds,
  );
  // The rim's upper ends belong to nobody.
  const inside = ([lon, lat]: LonLat) => lon > WEST && lon < EAST && lat > SOUTH && lat < NORTH;
  const borders = cells.flatMap(({ ring }) => ring).filter(inside);
  const holding = askRobustly(cells);
  let disagreements = 0;
  const compare = (at: LonLat) => {
    const [found, held] = [placing.cellAt(...at), holding(at)];
    // On a border several hold it, and any of them is right.
    if (held.length > 1 ? found === null || !held.includes(found) : found !== (held[0] ?? null)) disagreements++;
  };
  for (let i = 0; i < compared; i++) compare(anywhere(random));
  borders.forEach(compare);
  return {
    cells: cells.length,
    ownUs: own * 1000,
    naiveUs: naive * 1000,
    allUs: all * 1000,
    compared: compared + borders.length,
    onBorders: borders.length,
    disagreements,
  };
}

const anywhere = (random: () => number): LonLat => [
  WEST + random() * (EAST - WEST),
  SOUTH + random() * (NORTH - SOUTH),
];

/** So many cells of every size and shape that leave no gap. */
function tiling(of: number, random: () => number): GridCell[] {
  const sites = Array.from({ length: of }, () => anywhere(random));
  const voronoi = Delaunay.from(sites).voronoi([WEST, SOUTH, EAST, NORTH]);
  return sites.map((anchor, i) => ({
    id: CellId.parse(`cell-${i}`),
    community: AreaId.parse('somewhere'),
    ring: voronoi.cellPolygon(i) as LonLat[],
    anchor,
    counts: { households: 0, residents: 0, aged65: 0, livingAlone: 0, buildings: 0, buildingsUnmanaged: 0 },
  }));
}

type Polygon = { type: 'Polygon'; coordinates: LonLat[][] };
const polygonOf = ({ ring }: GridCell): Polygon => ({ type: 'Polygon', coordinates: [ring] });

/** All cells that hold the point or have it on their border, by robust orientation tests (point-in-polygon-hao). */
function askRobustly(cells: readonly GridCell[]): (at: LonLat) => CellId[] {
  const index = new Flatbush(cells.length);
  for (const { ring } of cells) {
    const [lons, lats] = [ring.map(([lon]) => lon), ring.map(([, lat]) => lat)];
    index.add(Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats));
  }
  index.finish();
  const polygons = cells.map(polygonOf);
  return ([lon, lat]) =>
    index
      .search(lon, lat, lon, lat)
      .filter((i) => inPolygon([lon, lat], polygons[i]!))
      .map((i) => cells[i]!.id);
}
