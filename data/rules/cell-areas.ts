import type { CityPack } from '../contract/city-pack.ts';
import type { AreaId, CellId } from '../contract/ids.ts';

export type AreaPack = Pick<CityPack, 'areas' | 'cells'>;

const known = new WeakMap<AreaPack['cells'], ReadonlyMap<CellId, AreaId[]>>();

/** District, sub-district and community of a cell; empty for a cell the pack does not have. */
export function areasOfCell(cell: CellId, pack: AreaPack): AreaId[] {
  let paths = known.get(pack.cells);
  if (!paths) known.set(pack.cells, (paths = pathsOf(pack)));
  return paths.get(cell) ?? [];
}

function pathsOf({ areas, cells }: AreaPack): ReadonlyMap<CellId, AreaId[]> {
  const parents = new Map(areas.map(({ id, parent }) => [id, parent]));
  return new Map(
    cells.map(({ id, community }) => {
      const path: AreaId[] = [];
      for (let area: AreaId | undefined = community; area !== undefined; area = parents.get(area)) path.unshift(area);
      return [id, path];
    }),
  );
}
