import type { Area, CityPack, GridCell, Names } from '#data/contract/city-pack.ts';
import type { AreaId, CellId } from '#data/contract/ids.ts';
import { cellNumbers } from '#data/rules/cell-numbers.ts';

/** How the areas of a city lie within each other. */
export type Areas = {
  area(id: AreaId): Area | undefined;
  cell(id: CellId): GridCell | undefined;
  /** District, sub-district and community of a cell: large to small. Empty for a cell it does not know. */
  pathOf(cell: CellId): readonly AreaId[];
  /** Every cell of a district, sub-district or community, in the pack's order. */
  cellsOf(area: AreaId): readonly CellId[];
  /** The areas one level below. */
  within(area: AreaId): readonly AreaId[];
  /** What an area or a cell is called; a cell is called by its community and its own number. */
  namesOf(id: AreaId | CellId): Names | undefined;
};

const NONE: readonly never[] = [];

export function createAreas(pack: Pick<CityPack, 'areas' | 'cells'>): Areas {
  const areas = new Map(pack.areas.map((area) => [area.id, area]));
  const cells = new Map(pack.cells.map((cell) => [cell.id, cell]));
  const paths = new Map<AreaId, readonly AreaId[]>();
  const cellsOf = new Map<AreaId, CellId[]>();
  const within = new Map<AreaId, AreaId[]>();

  for (const area of pack.areas) {
    paths.set(area.id, pathTo(area.id, areas));
    if (area.parent !== undefined) append(within, area.parent, area.id);
  }
  const names = new Map<string, Names>(pack.areas.map((area) => [area.id, area.names]));
  const numbers = cellNumbers(pack.cells);
  for (const cell of pack.cells) {
    for (const area of paths.get(cell.community) ?? NONE) append(cellsOf, area, cell.id);
    const community = names.get(cell.community);
    if (community !== undefined) names.set(cell.id, numbered(community, numbers.get(cell.id)!));
  }

  return {
    area: (id) => areas.get(id),
    cell: (id) => cells.get(id),
    pathOf(id) {
      const cell = cells.get(id);
      return cell === undefined ? NONE : (paths.get(cell.community) ?? NONE);
    },
    cellsOf: (id) => cellsOf.get(id) ?? NONE,
    within: (id) => within.get(id) ?? NONE,
    namesOf: (id) => names.get(id),
  };
}

function pathTo(id: AreaId, areas: ReadonlyMap<AreaId, Area>): AreaId[] {
  const path: AreaId[] = [];
  for (let area = areas.get(id); area !== undefined; area = area.parent && areas.get(area.parent))
    path.unshift(area.id);
  return path;
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

const numbered = ({ en, zh }: Names, number: number): Names => ({
  en: `${en} ${number}`,
  ...(zh !== undefined && { zh: `${zh} ${number}` }),
});
