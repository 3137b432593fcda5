import type { CityPack } from '#data/contract/city-pack.ts';
import { areasOfCell } from '#data/rules/cell-areas.ts';
import type { CityNames } from '#client/words/shared/city-names.ts';
import type { Branch } from './field.ts';

/** The city's cells by district, sub-district and community, each in the order of the pack. */
export function cellTree(pack: Pick<CityPack, 'areas' | 'cells'>, names: Pick<CityNames, 'area' | 'cell'>): Branch[] {
  const top: Branch[] = [];
  const known = new Map<string, Branch[]>();
  for (const { id } of pack.cells) {
    let level = top;
    for (const area of areasOfCell(id, pack)) level = known.get(area) ?? open(level, area);
    level.push({ value: id, label: names.cell(id) });
  }
  return top;

  function open(level: Branch[], area: string): Branch[] {
    const of: Branch[] = [];
    level.push({ value: area, label: names.area(area), of });
    known.set(area, of);
    return of;
  }
}

/** The values from the top down to `value`; empty where the tree does not have it. */
export function pathTo(tree: readonly Branch[], value: string): string[] {
  for (const branch of tree) {
    if (branch.value === value) return [value];
    const below = branch.of ? pathTo(branch.of, value) : [];
    if (below.length > 0) return [branch.value, ...below];
  }
  return [];
}
