import type { CellSketch } from '#data/contract/city-brief.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { CellId, OrganisationId } from '#data/contract/ids.ts';
import type { Bounds, LonLat } from '#data/contract/place.ts';
import type { Areas } from './areas.ts';

/** How much is drawn around a cell on each side, as a share of its own width or height. */
const MARGIN = 0.35;
const drawnLand = ['river', 'stream', 'lake', 'park', 'railway'];

/** One cell with the streets, waters and places around it; null for a cell that the city does not have. */
export function sketchOf(pack: CityPack, areas: Areas, id: CellId): CellSketch | null {
  const cell = areas.cell(id);
  if (!cell) return null;
  const box = boxAround(cell.ring);
  const path = areas.pathOf(id);
  return {
    id,
    names: areas.namesOf(id) ?? { en: id },
    ring: cell.ring,
    anchor: cell.anchor,
    streets: pack.streets.flatMap(({ names, class: kind, line }) =>
      piecesWithin(line, box).map((piece) => ({ ...(names && { names }), class: kind, line: piece })),
    ),
    land: pack.land.flatMap(({ class: kind, names, line, ring, width }) => {
      if (!drawnLand.includes(kind)) return [];
      const about = { class: kind, ...(names && { names }), ...(width !== undefined && { width }) };
      const lines = line ? piecesWithin(line, box).map((piece) => ({ ...about, line: piece })) : [];
      return ring && meets(boxOf(ring), box) ? [...lines, { ...about, ring }] : lines;
    }),
    places: pack.places
      .filter(({ at }) => meets(boxOf([at]), box))
      .map(({ class: kind, names, at }) => ({ class: kind, names, at })),
    organisations: pack.organisations
      .filter(({ area }) => path.includes(area))
      .map(({ id: organisation, names }) => ({ id: organisation as OrganisationId, names })),
  };
}

/** The runs of a line whose segments come near the box. */
export function piecesWithin(line: readonly LonLat[], box: Bounds): LonLat[][] {
  const pieces: LonLat[][] = [];
  let piece: LonLat[] | null = null;
  for (let i = 1; i < line.length; i++) {
    const [from, to] = [line[i - 1]!, line[i]!];
    if (!meets(boxOf([from, to]), box)) {
      piece = null;
      continue;
    }
    if (!piece) pieces.push((piece = [from]));
    piece.push(to);
  }
  return pieces;
}

function boxOf(points: readonly LonLat[]): Bounds {
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

function boxAround(ring: readonly LonLat[]): Bounds {
  const [west, south, east, north] = boxOf(ring);
  const [x, y] = [(east - west) * MARGIN, (north - south) * MARGIN];
  return [west - x, south - y, east + x, north + y];
}

function meets([west, south, east, north]: Bounds, box: Bounds): boolean {
  return west <= box[2] && east >= box[0] && south <= box[3] && north >= box[1];
}
