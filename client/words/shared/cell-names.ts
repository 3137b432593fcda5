import type { CityPack } from '#data/contract/city-pack.ts';
import { cellNumbers } from '#data/rules/cell-numbers.ts';
import type { Speech } from './speech.ts';

export type NamedCell = Pick<CityPack['cells'][number], 'id' | 'community'>;

/**
 * A cell by its community and its place there, "Beiguan, cell 3"; where two communities bear one name, the sub-district
 * tells them apart.
 */
export function cellNames(
  areas: CityPack['areas'],
  cells: readonly NamedCell[],
  brief: (area: string) => string,
  say: Speech,
): (id: string) => string {
  const bearers = new Map<string, number>();
  for (const { id, level } of areas)
    if (level === 'community') bearers.set(brief(id), (bearers.get(brief(id)) ?? 0) + 1);
  const parents = new Map(areas.map(({ id, parent }) => [id as string, parent]));
  const said = new Map<string, string>();
  const numbers = cellNumbers(cells);
  for (const { id, community } of cells) {
    const name = brief(community);
    const above = parents.get(community);
    const isOne = bearers.get(name) === 1 || above === undefined;
    said.set(id, say.words.cell(isOne ? name : say.words.within(name, brief(above)), String(numbers.get(id))));
  }
  return (id) => said.get(id) ?? id;
}
