import type { CityPack } from '#data/contract/city-pack.ts';
import type { AreaId } from '#data/contract/ids.ts';
import type { TableBy, TableRow } from '#data/contract/trend-table.ts';
import type { Areas } from '../../city/areas.ts';
import type { Selection, Selections } from '../counts/selection.ts';
import type { RowOf } from '../counts/day-rows.ts';

/** The rows of a table below its total: the first is what is in none of the others. */
export type TableRows = {
  /** The same for the same rows. */
  key: string;
  rows: Pick<TableRow, 'kind' | 'id'>[];
  rowOf: RowOf;
  /** Of an area, by the pack's cells. */
  residents(id: string): number;
};

/**
 * By category: the groups, or the categories of the group that is asked for. By area: the districts, or what lies
 * directly in the area asked for. The public is told of groups and districts.
 */
export function tableRows(
  { categories, areas: all }: Pick<CityPack, 'categories' | 'areas'>,
  areas: Areas,
  selections: Selections,
): (selection: Selection, by: TableBy) => TableRows {
  return (selection, by) => {
    const keep = selections.keep(selection);
    const ids = by === 'category' ? categoriesBelow(selection) : areasBelow(selection);
    const index = new Map<string, number>(ids.map((id, i) => [id, i + 1]));
    const category = (id: string) => {
      if (!keep.category(id)) return -1;
      return by === 'area' ? 0 : (index.get(id) ?? index.get(id.split('/', 1)[0]!) ?? 0);
    };
    const cell = (id: string) => {
      if (!keep.cell(id)) return -1;
      if (by === 'category') return 0;
      return areas.pathOf(id as never).reduce((row, area) => index.get(area) ?? row, 0);
    };
    return {
      key: `${by} ${selections.key(selection)}`,
      rows: [{ kind: 'rest', id: '' }, ...ids.map((id) => ({ kind: by, id }))],
      rowOf: { category, cell },
      residents: (id) =>
        areas.cellsOf(id as AreaId).reduce((sum, each) => sum + (areas.cell(each)?.counts.residents ?? 0), 0),
    };
  };

  function categoriesBelow({ category, public: isPublic }: Selection): string[] {
    if (category === undefined) {
      const open = (group: string) => selections.check({ category: group, public: isPublic }).length === 0;
      return categories.groups.map(({ id }) => id).filter(open);
    }
    if (isPublic) return [];
    return categories.categories.map(({ id }) => id).filter((id) => id.startsWith(`${category}/`));
  }

  function areasBelow({ area, public: isPublic }: Selection): string[] {
    if (area === undefined) return all.filter(({ level }) => level === 'district').map(({ id }) => id);
    return isPublic ? [] : [...areas.within(area as AreaId)];
  }
}
