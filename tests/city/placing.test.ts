import inPolygon from '@turf/boolean-point-in-polygon';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GridCell } from '#data/contract/city-pack.ts';
import { AreaId, CellId } from '#data/contract/ids.ts';
import type { LonLat } from '#data/contract/place.ts';
import { seededRandom } from '#data/kit/random.ts';
import { createPlacing, type Placing } from '#server/city/placing.ts';
import { pack } from './packs.ts';

const counts = { households: 0, residents: 0, aged65: 0, livingAlone: 0, buildings: 0, buildingsUnmanaged: 0 };

const cellOf = (id: string, ...ring: LonLat[]): GridCell => ({
  id: CellId.parse(id),
  community: AreaId.parse('somewhere'),
  ring: [...ring, ring[0]!],
  anchor: ring[0]!,
  counts,
});

/** Asks every cell by somebody else's robust test: all that hold the point or have it on their border. */
function askEveryCell(cells: readonly GridCell[]): (at: LonLat) => CellId[] {
  const boxed = cells.map((cell) => {
    const lons = cell.ring.map((p) => p[0]);
    const lats = cell.ring.map((p) => p[1]);
    const polygon = { type: 'Polygon' as const, coordinates: [cell.ring] };
    return {
      id: cell.id,
      polygon,
      box: [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)] as const,
    };
  });
  return (at) =>
    boxed
      .filter(({ box }) => box[0] <= at[0] && at[0] <= box[2] && box[1] <= at[1] && at[1] <= box[3])
      .filter(({ polygon }) => inPolygon([...at], polygon))
      .map(({ id }) => id);
}

describe('placing a point of Xining', () => {
  let cells: GridCell[];
  let placing: Placing;
  let holding: (at: LonLat) => CellId[];
  beforeAll(async () => {
    cells = (await pack('xining')).cells;
    placing = createPlacing(cells);
    holding = askEveryCell(cells);
  });

  it('agrees with a robust point-in-polygon on 250,000 points in and around the city', () => {
    const random = seededRandom('points of Xining');
    let inside = 0;
    for (let i = 0; i < 250_000; i++) {
      const at: LonLat = [101.62 + random() * 0.305, 36.53 + random() * 0.18];
      const cell = placing.cellAt(...at);
      const held = holding(at);
      if (held.length > 1) expect(held).toContain(cell);
      else if (cell !== (held[0] ?? null)) expect.fail(`${at.join(', ')}: ${cell} instead of ${held[0] ?? 'none'}`);
      if (cell !== null) inside++;
    }
    expect(inside).toBeGreaterThan(60_000);
  });

  it('agrees within a hair of every border', () => {
    const random = seededRandom('hair');
    for (const { ring } of cells)
      for (let i = 0; i + 1 < ring.length; i++) {
        const [a, b, t] = [ring[i]!, ring[i + 1]!, random()];
        const hair = (random() - 0.5) * 1e-13;
        const at: LonLat = [a[0] + (b[0] - a[0]) * t + hair, a[1] + (b[1] - a[1]) * t - hair];
        const held = holding(at);
        const cell = placing.cellAt(...at);
        if (held.length === 1 && cell !== null) expect(cell).toBe(held[0]);
        if (held.length === 0) expect(cell).toBeNull();
      }
  });

  it('gives every corner and every point of an inner border to exactly one of the cells there, whatever their order', () => {
    const edges = new Map<string, number>();
    const key = (a: LonLat, b: LonLat) => [a.join(' '), b.join(' ')].sort().join(' - ');
    for (const { ring } of cells)
      for (let i = 0; i + 1 < ring.length; i++)
        edges.set(key(ring[i]!, ring[i + 1]!), (edges.get(key(ring[i]!, ring[i + 1]!)) ?? 0) + 1);
    const rim = new Set([...edges].filter(([, used]) => used === 1).flatMap(([edge]) => edge.split(' - ')));

    const alone = new Map(cells.map((cell) => [cell.id, createPlacing([cell])]));
    const backwards = createPlacing(cells.toReversed());
    const seen = new Set<string>();
    let inner = 0;
    const check = (at: LonLat, onRim: boolean) => {
      const holders = holding(at).filter((id) => alone.get(id)!.cellAt(...at) !== null);
      expect(holders.length, at.join(', ')).toBeLessThanOrEqual(1);
      if (!onRim) expect(holders.length, at.join(', ')).toBe(1);
      expect(placing.cellAt(...at)).toBe(holders[0] ?? null);
      expect(backwards.cellAt(...at)).toBe(holders[0] ?? null);
      if (!onRim) inner++;
    };
    for (const { ring } of cells)
      for (let i = 0; i + 1 < ring.length; i++) {
        const [a, b] = [ring[i]!, ring[i + 1]!];
        if (!seen.has(a.join(' '))) check(a, rim.has(a.join(' ')));
        seen.add(a.join(' '));
        check([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], edges.get(key(a, b)) === 1);
      }
    expect(inner).toBeGreaterThan(5000);
  });

  it('places every anchor in its own cell', () => {
    for (const cell of cells) expect(placing.cellAt(...cell.anchor)).toBe(cell.id);
  });

  it.each([
    ['far away', 0, 0],
    ['beyond the world', 1e300, -1e300],
    ['not a number', NaN, 36.6],
    ['without end', Infinity, 36.6],
    ['swapped', 36.6171, 101.7778],
  ])('a place %s is in no cell', (_, lon, lat) => {
    expect(placing.cellAt(lon, lat)).toBeNull();
  });
});

describe('points exactly on a border', () => {
  /** Squares of a quarter of a degree, each cut into two triangles: every coordinate is exact. */
  const triangles = Array.from({ length: 64 }, (_, i) => {
    const [x, y] = [(i % 8) / 4, Math.floor(i / 8) / 4];
    const [a, b, c, d]: LonLat[] = [
      [x, y],
      [x + 0.25, y],
      [x + 0.25, y + 0.25],
      [x, y + 0.25],
    ];
    return [cellOf(`low-${i}`, a!, b!, c!), cellOf(`high-${i}`, a!, c!, d!)];
  }).flat();
  const placing = createPlacing(triangles);
  const alone = triangles.map((cell) => createPlacing([cell]));

  it('belong to exactly one cell, on straight and slanting borders and on corners', () => {
    for (let i = 1; i < 256; i++)
      for (let j = 1; j < 256; j++) {
        const at: LonLat = [i / 128, j / 128];
        const holders = triangles.filter((_, k) => alone[k]!.cellAt(...at) !== null);
        if (holders.length !== 1) expect.fail(`${at.join(', ')} is in ${holders.length} cells`);
        expect(placing.cellAt(...at)).toBe(holders[0]!.id);
      }
  });

  it('include the southern and western rim of the grid', () => {
    expect(placing.cellAt(0, 0.1)).not.toBeNull();
    expect(placing.cellAt(0.1, 0)).not.toBeNull();
  });
});

describe('odd grids', () => {
  it('one cell that is the whole city', () => {
    const placing = createPlacing([cellOf('all', [-88.5, 41.2], [-87, 41.2], [-87, 42.4], [-88.5, 42.4])]);
    expect(placing.cellAt(-87.63, 41.88)).toBe('all');
    expect(placing.cellAt(-89, 41.88)).toBeNull();
  });

  it('no cell at all', () => {
    expect(createPlacing([]).cellAt(101.7, 36.6)).toBeNull();
  });

  it('where two cells overlap, the first one holds the point', () => {
    const square = (id: string, x: number) => cellOf(id, [x, 0], [x + 2, 0], [x + 2, 2], [x, 2]);
    const placing = createPlacing([square('first', 0), square('second', 1)]);
    expect(placing.cellAt(1.5, 1)).toBe('first');
    expect(placing.cellAt(2.5, 1)).toBe('second');
  });

  it('a crescent holds its horns but not its hollow', () => {
    const placing = createPlacing([cellOf('moon', [0, 0], [4, 0], [4, 4], [3, 4], [3, 1], [1, 1], [1, 4], [0, 4])]);
    expect(placing.cellAt(0.5, 3)).toBe('moon');
    expect(placing.cellAt(3.5, 3)).toBe('moon');
    expect(placing.cellAt(2, 3)).toBeNull();
  });
});
